import { COLLECTORS } from '../cluster/collectors.ts';
import { METRICS } from '../cluster/metrics.ts';
import { DISTRIBUTIONS } from '../distributions/recognise.ts';
import { resourceKey } from '../facts/cluster-facts.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { LintContext } from '../knowledge/lint-rule.ts';
import { runCase } from './run-case.ts';

/** What lint holds hazards to: the releases and tables given, and what this holdshort collects and knows. */
export function lintContext(knowledge: Knowledge): LintContext {
  const { releases } = knowledge;
  return {
    releases,
    tables: knowledge,
    collected: new Set([
      'serverVersion',
      'discovery',
      'requestedApis',
      'kubelets',
      ...METRICS.map((name) => `metrics/${name}`),
      ...COLLECTORS.map(({ group, resource }) => `objects/${resourceKey(group, resource)}`),
    ]),
    distributions: DISTRIBUTIONS,
    runCase: (hazard, proof) => runCase(hazard, proof, releases),
  };
}
