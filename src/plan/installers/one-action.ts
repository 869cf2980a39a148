import type { Step } from '../../assessment/finding.ts';
import type { Hop } from '../../upgrade/path.ts';
import { formatVersion } from '../../upgrade/version.ts';
import type { InstallerPlan } from '../planning.ts';

/** What an installer of one action says of it. */
export interface Action {
  /** What is done, up to the word that the version follows. */
  readonly title: string;
  readonly run: (hop: Hop) => string;
  readonly note: (hop: Hop) => string;
  readonly backup?: (target: string) => Pick<Step, 'run' | 'note'>;
}

/** An installer whose hop is one action and a look at what came of it. */
export function oneAction({ title, run, note, backup }: Action): InstallerPlan {
  return {
    ...(backup === undefined
      ? {}
      : {
          backup: (_, target): Step => ({ title: 'Save the state of the cluster', ...backup(target) }),
        }),
    hop: (hop) => [
      {
        title: `${title} to ${formatVersion(hop.to)}`,
        run: run(hop),
        verify: "kubectl get nodes; kubectl get --raw '/readyz?verbose'",
        note: note(hop),
      },
    ],
  };
}
