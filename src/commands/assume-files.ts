import { UsageError } from '../errors.ts';
import { type AssumedObject, assumeObjects } from '../facts/assume-objects.ts';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import { textsOf } from './arguments.ts';
import type { Arguments } from './command.ts';

/** Facts as they would be if what --assume names were applied; as they are where it names nothing. */
export async function assumeFiles(
  facts: ClusterFacts,
  args: Arguments,
): Promise<{ readonly facts: ClusterFacts; readonly assumed: readonly AssumedObject[] }> {
  const paths = textsOf(args, 'assume');
  if (paths.length === 0) return { facts, assumed: [] };
  const { readFiles } = await import('../cluster/files.ts');
  const { objects } = await readFiles(paths);
  const applied = assumeObjects(facts, objects);
  if (applied.assumed.length === 0) {
    throw new UsageError(
      `--assume ${paths.join(', ')}: no Kubernetes object there that a check looks at. Name a file with the objects as kubectl would apply them.`,
    );
  }
  return applied;
}
