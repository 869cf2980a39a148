import { remember } from '../collections.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import type { KubeObject, ObjectRef } from '../facts/kube-object.ts';

/**
 * The workload that made a pod or a job, as far as owners and names tell. ReplicaSets are not collected: what a Deployment makes
 * is called after it and ends with the pod's `pod-template-hash` (apps/v1 deployment controller).
 */
export function owningWorkload(object: KubeObject, facts: FactReader): ObjectRef | undefined {
  const owner = controllerOf(object);
  const { namespace } = object.metadata;
  if (owner === undefined || namespace === undefined) return undefined;
  if (owner.kind === 'ReplicaSet') {
    const hash = object.metadata.labels?.['pod-template-hash'];
    return hash !== undefined && owner.name.endsWith(`-${hash}`)
      ? { kind: 'Deployment', namespace, name: owner.name.slice(0, -hash.length - 1) }
      : undefined;
  }
  if (owner.kind === 'Job') {
    const jobs = facts.objects('jobs.batch');
    const job = jobs.state === 'unknown' ? undefined : byName(jobs.value).get(`${namespace}/${owner.name}`);
    const cronJob = job === undefined ? undefined : controllerOf(job);
    return cronJob?.kind === 'CronJob'
      ? { kind: 'CronJob', namespace, name: cronJob.name }
      : { kind: 'Job', namespace, name: owner.name };
  }
  return { kind: owner.kind, namespace, name: owner.name };
}

const byName = remember(
  (jobs: readonly KubeObject[]): ReadonlyMap<string, KubeObject> =>
    new Map(jobs.map((job) => [`${job.metadata.namespace}/${job.metadata.name}`, job])),
);

/** An API server lets no owner be without kind and name; a file may. */
function controllerOf(object: KubeObject): { kind: string; name: string } | undefined {
  const owners = object.metadata.ownerReferences;
  if (!Array.isArray(owners)) return undefined;
  const owner = owners.find((one) => one?.controller === true);
  return typeof owner?.kind === 'string' && typeof owner.name === 'string' ? owner : undefined;
}
