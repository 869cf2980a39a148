import { questionOf } from '../detectors/detect.ts';
import type { Fault, LintRule } from './lint-rule.ts';
import type { HazardFile } from './shapes/hazard.ts';

/** A hazard is proved by its cases: there must be one of each outcome, and each must come out as it says. */
export const lintCases: LintRule = ({ hazard }, { runCase }) => [
  ...missing(hazard),
  ...hazard.cases.flatMap((proof, index): Fault[] => {
    const wrong = runCase(hazard, proof);
    return wrong === undefined ? [] : [{ field: ['cases', index], what: wrong }];
  }),
];

function missing(hazard: HazardFile): readonly Fault[] {
  const there = new Set(hazard.cases.map(({ expect }) => expect));
  return outcomesOf(hazard)
    .filter((outcome) => !there.has(outcome))
    .map((outcome) => ({
      field: ['cases'],
      what: `there is no case that expects ${outcome}; a hazard needs at least one each of ${outcomesOf(hazard).join(', ')}`,
    }));
}

/** A question is never answered by a cluster: where it matters it is unknown, and where it does not, a miss. */
function outcomesOf({ detect }: HazardFile): readonly ('hit' | 'miss' | 'unknown')[] {
  const question = questionOf(detect);
  if (question === undefined) return ['hit', 'miss', 'unknown'];
  return question.relevant === undefined ? ['unknown'] : ['miss', 'unknown'];
}
