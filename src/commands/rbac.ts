import { clusterRole } from '../cluster/rbac.ts';
import { textOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';

/** `holdshort rbac`: prints the least role that reading a cluster needs. */
export async function rbac(args: Arguments, io: Io): Promise<number> {
  io.stdout.write(clusterRole(textOf(args, 'name') ?? 'holdshort'));
  return 0;
}
