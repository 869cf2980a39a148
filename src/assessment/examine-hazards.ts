import { detect, questionOf } from '../detectors/detect.ts';
import type { Hazard } from '../knowledge/shapes/hazard.ts';
import type { Question } from './assessment.ts';
import { capSeverity } from './cap-severity.ts';
import type { Examination, ExaminationContext } from './examination.ts';
import type { Finding } from './finding.ts';
import { hazardFinding } from './hazard-finding.ts';
import { hazardsOnHop } from './hazards-on-hop.ts';

/** What looking for hazards needs of what every examiner gets. */
export interface HazardContext extends Pick<ExaminationContext, 'facts' | 'path' | 'distribution'> {
  readonly knowledge: { readonly hazards: readonly Hazard[] };
}

/** Looks for every hazard that the path meets, hop by hop. What only a person can tell becomes a question. */
export function examineHazards({ facts, path, knowledge, distribution }: HazardContext): Examination {
  const findings: Finding[] = [];
  const questions = new Map<string, Question>();
  for (const hop of path.hops) {
    for (const hazard of hazardsOnHop(knowledge.hazards, hop, distribution)) {
      const seen = detect(hazard.detect, { facts, hop, path });
      if (seen.outcome === 'miss') continue;
      const question = questionOfHazard(hazard);
      if (question === undefined) findings.push(hazardFinding(hazard, seen, hop));
      else questions.set(hazard.id, question);
    }
  }
  return { findings, questions: [...questions.values()], notChecked: [] };
}

function questionOfHazard({ id, title, severity, confidence, detect }: Hazard): Question | undefined {
  const ask = questionOf(detect);
  if (ask === undefined) return undefined;
  const { question, how } = ask;
  return { hazard: id, title, question, how, severity: capSeverity(severity, confidence) };
}
