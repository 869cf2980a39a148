import { COLLECTORS } from '../cluster/collectors.ts';
import { DISTRIBUTIONS } from '../distributions/recognise.ts';
import { resourceKey } from '../facts/cluster-facts.ts';
import type { LintContext } from '../knowledge/lint-rule.ts';
import { runCase } from './run-case.ts';

/** What lint holds hazards to: the releases given, and what this holdshort collects and knows. */
export function lintContext(releases: LintContext['releases']): LintContext {
  return {
    releases,
    collected: new Set([
      'serverVersion',
      'discovery',
      'requestedApis',
      ...COLLECTORS.map(({ group, resource }) => `objects/${resourceKey(group, resource)}`),
    ]),
    distributions: DISTRIBUTIONS,
    runCase: (hazard, proof) => runCase(hazard, proof, releases),
  };
}
