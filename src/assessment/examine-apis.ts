import { apiFindings } from '../catalogues/api-findings.ts';
import type { Examiner } from './examination.ts';

/** Looks for API versions that a hop takes away and that somebody still uses. */
export const examineApis: Examiner = ({ facts, path, knowledge }) => ({
  findings: apiFindings(knowledge.apis, facts, path),
  questions: [],
  notChecked: [],
});
