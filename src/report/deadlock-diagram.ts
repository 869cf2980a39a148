import type { Finding, Stopper } from '../assessment/finding.ts';
import { mermaidLabel } from './markdown-text.ts';
import { minorText } from './wording.ts';
import { groupWrites } from './write-groups.ts';

/** One circle of waiting: the writer, who is asked, and what must answer but needs the writer. */
export interface Deadlock {
  readonly writer: string;
  readonly write: string;
  readonly stopper: Stopper;
  readonly backend: string;
}

/** The circles in a finding: a write is denied, and what should answer for it runs in the cluster that waits for the write. */
export function deadlocksOf({ writes = [], stoppedBy = [], hop }: Finding): readonly Deadlock[] {
  return stoppedBy.flatMap((stopper) => {
    const denied = groupWrites(
      writes.filter((write) => write.webhook === stopper.name && write.outcome === 'denied'),
    );
    const [first] = denied;
    if (first === undefined || !stopper.inCluster || stopper.backend === undefined) return [];
    const more = denied.length - 1;
    return [
      {
        writer: `${first.actor} ${minorText(hop.to)}`,
        write: `${first.title}${more === 0 ? '' : ` and ${more} more`}`,
        stopper,
        backend: stopper.backend,
      },
    ];
  });
}

/** A Mermaid flow chart of the circles; undefined where there is none. */
export function deadlockDiagram(finding: Finding): string | undefined {
  const deadlocks = deadlocksOf(finding);
  const [first] = deadlocks;
  if (first === undefined) return undefined;
  return [
    'flowchart LR',
    `  writer[${mermaidLabel(`${first.writer}, starting`)}]`,
    ...deadlocks.flatMap(({ write, stopper, backend }, index) => [
      `  webhook${index}[${mermaidLabel(`${stopper.type} ${stopper.name}`)}]`,
      `  service${index}[${mermaidLabel(`Service ${backend}`)}]`,
      `  writer -- ${mermaidLabel(`must ${write}`)} --> webhook${index}`,
      `  webhook${index} -- "must ask" --> service${index}`,
      `  service${index} -- "needs it to be ready" --> writer`,
    ]),
  ].join('\n');
}
