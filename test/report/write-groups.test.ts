import { describe, expect, test } from '@jest/globals';
import type { StoppedWrite } from '../../src/assessment/finding.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { groupWrites, sharedOutcome } from '../../src/report/write-groups.ts';
import { EMPTY, FIRST, findingOf } from './assessments/base.ts';

const write = (kind: string, change: Partial<StoppedWrite> = {}): StoppedWrite => ({
  hop: FIRST,
  actor: 'kube-apiserver',
  user: 'system:apiserver',
  operation: 'CREATE',
  resource: `${kind.toLowerCase()}s`,
  kind,
  names: ['a'],
  webhook: 'hook.example.org',
  outcome: 'at-risk',
  because: 'one pod answers',
  ifDenied: 'the process exits',
  ...change,
});
const shared = (told: string, ...writes: readonly StoppedWrite[]) => sharedOutcome(groupWrites(writes), told);

describe('what is true of every write', () => {
  test('is said once where all are at risk for the same reason', () => {
    expect(shared('', write('Lease'), write('Node'))).toBe('Each may be denied: one pod answers.');
  });

  test('is not said again where the finding has told it', () => {
    expect(shared('hook is called: one pod answers. Mend it.', write('Lease'), write('Node'))).toBe('');
  });

  test('stays open where it cannot be told, whatever the finding has told', () => {
    const open = { outcome: 'unknown' as const };
    expect(shared('one pod answers', write('Lease', open), write('Node', open))).toBe(
      'Whether each is denied cannot be told: one pod answers.',
    );
  });

  test.each<[string, Partial<StoppedWrite>]>([
    ['reasons', { because: 'no pod answers' }],
    ['outcomes', { outcome: 'denied' }],
  ])('is nothing where %s differ: each row speaks for itself', (_, change) => {
    expect(shared('', write('Lease'), write('Node', change))).toBeUndefined();
  });

  test('stands before the table of both reports, and no row repeats it', () => {
    const writes = [write('Lease'), write('Node')];
    const finding = findingOf({
      id: 'at-risk',
      title: 'Writes may be denied',
      message: 'A hook is called.',
      writes,
    });
    const assessment = { ...EMPTY, findings: [finding] };
    for (const text of [renderMarkdown(assessment, { colour: false }), renderHtml(assessment)]) {
      expect(text.split('one pod answers')).toHaveLength(2);
      expect(text.split('the process exits').length).toBeGreaterThan(2);
    }
  });
});
