import { clusterRole } from '../cluster/rbac.ts';
import { flagOf, textOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';

/** `holdshort rbac`: prints the least role that reading a cluster needs. */
export async function rbac(args: Arguments, io: Io): Promise<number> {
  io.stdout.write(
    clusterRole(textOf(args, 'name') ?? 'holdshort', {
      writesPolicyReport: flagOf(args, 'writePolicyReport'),
      asksKubelets: flagOf(args, 'kubelets'),
    }),
  );
  return 0;
}
