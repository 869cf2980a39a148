import { examineActorWrites } from '../detectors/actor-write/examine-actor-writes.ts';
import { deadlockFindings } from '../detectors/webhook-deadlock/deadlock-findings.ts';
import { findDeadlocks } from '../detectors/webhook-deadlock/find-deadlocks.ts';
import { formatVersion, minorOf } from '../upgrade/version.ts';
import type { Examiner } from './examination.ts';

/** Plays what installers, nodes and controllers write during an upgrade through the admission chain. */
export const examineInstallerWrites: Examiner = ({ facts, path, knowledge, backends, distribution }) => {
  const hops = path.hops.map(({ from, to }) => ({ from: formatVersion(from), to: formatVersion(to) }));
  return {
    findings: [
      ...examineActorWrites(knowledge.writes, path, facts, {
        backends,
        distribution,
        products: knowledge.products,
      }),
      ...deadlockFindings(findDeadlocks(facts, backends, minorOf(path.to)), hops),
    ],
    questions: [],
    notChecked: [],
  };
};
