import { examineActorWrites } from '../detectors/actor-write/examine-actor-writes.ts';
import type { Examiner } from './examination.ts';

/** Plays what installers, nodes and controllers write during an upgrade through the admission chain. */
export const examineInstallerWrites: Examiner = ({ facts, path, knowledge, backends, distribution }) => ({
  findings: examineActorWrites(knowledge.writes, path, facts, { backends, distribution }),
  questions: [],
  notChecked: [],
});
