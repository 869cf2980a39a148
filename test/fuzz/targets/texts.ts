import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { compileCel, toJson } from '../../../src/cel/cel.ts';
import { readMetrics } from '../../../src/cluster/metrics.ts';
import { DISTRIBUTIONS } from '../../../src/distributions/recognise.ts';
import { readFacts } from '../../../src/facts/fact-reader.ts';
import { drawGuide } from '../../../src/rescue/draw-guide.ts';
import { readLog } from '../../../src/rescue/read-log.ts';
import { guideRescue } from '../../../src/rescue/rescue-guide.ts';
import { jsonObject, mutatedSource } from '../../cel/expressions.ts';
import { alteredText } from '../altered-text.ts';
import { recordedAnswers, SNAPSHOT } from '../base-facts.ts';
import { type Target, target } from '../target.ts';

const LOGS = fileURLToPath(new URL('../../rescue/logs/', import.meta.url));
const TEXTS = readdirSync(LOGS)
  .filter((name) => name.endsWith('.log'))
  .map((name) => readFileSync(join(LOGS, name), 'utf8'))
  // The end of a log is what tells, and many short ones try more than few long ones.
  .map((text) => text.slice(-20_000));
const METRICS = String(recordedAnswers('talos-single-1.32').get('/metrics'));

/** Texts that machines write, and expressions. */
export const TEXT_TARGETS: readonly Target[] = [
  target(
    'logs',
    250,
    fc.record({
      text: fc.constantFrom(...TEXTS).chain((text) => alteredText(text)),
      distribution: fc.constantFrom(...DISTRIBUTIONS),
      facts: fc.constantFrom(undefined, SNAPSHOT.facts),
    }),
    ({ text, distribution, facts }) => {
      const log = readLog(text);
      const guide = guideRescue({
        situation: {
          distribution,
          release: undefined,
          from: '1.32.0',
          to: log.version,
          talosForm: undefined,
        },
        log,
        facts: facts === undefined ? undefined : readFacts(facts),
        findings: [],
      });
      if (drawGuide(guide, 80) === '') throw new Error('the guide is empty');
    },
  ),
  target('metrics', 200, alteredText(METRICS.slice(-20_000)), (text) => {
    for (const api of readMetrics(text, []).requestedApis)
      if (Object.values(api).some((value) => typeof value !== 'string')) throw new Error('not a text');
  }),
  target('CEL source', 600, fc.tuple(mutatedSource, jsonObject), ([source, object]) => {
    for (const use of ['plain', 'matchConditions', 'validatingPolicy'] as const) {
      const compiled = compileCel(
        source,
        { kubernetes: '1.34', use },
        use === 'plain' ? { declare: ['object'] } : {},
      );
      if ('compileError' in compiled) continue;
      const result = compiled.program.evaluate({ object, oldObject: null, request: {} });
      if ('value' in result) toJson(result.value);
    }
  }),
];
