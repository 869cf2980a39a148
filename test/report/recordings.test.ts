import { describe, expect, test } from '@jest/globals';
import { assess } from '../../src/assessment/assess.ts';
import { digestOf } from '../../src/cluster/snapshot.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { FORMAT_NAMES, type FormatName } from '../../src/report/format-names.ts';
import { render } from '../../src/report/formats.ts';
import { planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { recordedFacts } from '../support/read-live.ts';
import { golden } from './golden.ts';

const { knowledge } = compileKnowledge(knowledgeTexts());
const ENDINGS: Readonly<Record<FormatName, string>> = {
  table: 'txt',
  markdown: 'md',
  json: 'json',
  html: 'html',
  sarif: 'sarif',
  junit: 'xml',
  prometheus: 'prom',
  'policy-report': 'yaml',
};

// They change with the knowledge, and are meant to: a diff shows what a new hazard does to a real cluster. UPDATE_GOLDEN=1 writes them.
describe.each(['talos-single-1.32', 'kubeadm-ha-1.33'] as const)('%s to 1.34', (recording) => {
  test.each(FORMAT_NAMES)('reads as it was reviewed: %s', async (format) => {
    const facts = await recordedFacts(recording);
    const source = facts.serverVersion.state === 'known' ? facts.serverVersion.value : '';
    const path = planPath(source, '1.34', knowledge.releases);
    if ('problem' in path) throw new Error(path.problem);
    const assessment = assess(facts, knowledge, {
      path,
      backends: 'observed',
      distribution: undefined,
      time: '2026-11-24T09:30:00.000Z',
      digest: digestOf(facts),
    });
    const text = await render(format, assessment, { colour: false });
    expect(text).toBe(golden(`test/report/golden/${recording}.${ENDINGS[format]}`, text));
  });
});
