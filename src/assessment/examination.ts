import type { BackendsOption } from '../admission/consequence.ts';
import type { DistributionName } from '../distributions/recognise.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Path } from '../upgrade/path.ts';
import type { NotChecked, Question } from './assessment.ts';
import type { Finding } from './finding.ts';

/** What one part of the knowledge says of a cluster. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly questions: readonly Question[];
  readonly notChecked: readonly NotChecked[];
}

/** What every examiner gets to see. */
export interface ExaminationContext {
  readonly facts: FactReader;
  readonly path: Path;
  readonly knowledge: Knowledge;
  readonly distribution: DistributionName | 'unknown';
  readonly backends: BackendsOption;
  /** When the assessment is made, ISO 8601 in UTC. */
  readonly time: string;
}

/** Looks at a cluster with one part of the knowledge. */
export type Examiner = (context: ExaminationContext) => Examination;
