import { examineWrites } from '../detectors/control-plane-write/examine-writes.ts';
import type { Examiner } from './examination.ts';

/** Plays the upgrade's own writes through the admission chain. */
export const examineControlPlaneWrites: Examiner = ({ facts, path, knowledge, backends, distribution }) => ({
  ...examineWrites(knowledge.writes, path, facts, { backends, distribution, products: knowledge.products }),
  questions: [],
});
