import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../src/plan/make-plan.ts';
import { render } from '../../src/report/formats.ts';
import { type Path, planPath } from '../../src/upgrade/path.ts';
import { GO } from '../report/assessments/go.ts';

const HOSTILE = '<img src=x onerror=alert(1)>`; rm -rf / #\u001b[31m';

const assessment = (node: string) => ({
  ...GO,
  plan: makePlan(
    planPath('1.33.4', '1.34.2', []) as Path,
    {
      distribution: 'kubeadm' as const,
      controlPlane: [node],
      workers: ['w-1'],
      talosReleases: [],
      aloneOn: new Map(),
    },
    [],
  ),
});
const draw = (format: 'table' | 'markdown' | 'html' | 'json', node = 'cp-1') =>
  render(format, assessment(node), { colour: false });

describe('the plan in each format', () => {
  test.each(['table', 'markdown', 'html', 'json'] as const)(
    '%s shows its stages and commands',
    async (format) => {
      const text = await draw(format);
      expect(text).toContain('kubeadm upgrade apply v1.34.2');
      expect(text).toContain('On cp-1: upgrade its control plane');
      expect(text).toMatch(/Afterwards/);
    },
  );

  test('without a plan nothing of it is drawn on the terminal', async () => {
    expect(await render('table', GO, { colour: false })).not.toContain('Afterwards');
  });

  test('the closing line of the terminal stays the last', async () => {
    const text = await render('table', { ...assessment('cp-1'), verdict: 'NO-GO' }, { colour: false });
    expect(text.trimEnd().split('\n').at(-1)).toContain('holdshort check');
  });

  test.each(['table', 'markdown', 'html'] as const)(
    '%s takes no orders from the name of a node',
    async (format) => {
      const text = await draw(format, HOSTILE);
      expect(text).not.toContain('\u001b');
      if (format === 'html') expect(text).not.toContain('<img');
    },
  );
});
