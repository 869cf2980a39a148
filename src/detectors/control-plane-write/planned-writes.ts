import { textOf } from '../../admission/read-fields.ts';
import type { AdmissionRequest, JsonObject, Operation } from '../../admission/request.ts';
import { resourceKey } from '../../facts/cluster-facts.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';
import type { Effect, Write, WritesFile } from '../../knowledge/shapes/writes.ts';
import type { Hop } from '../../upgrade/path.ts';
import { isMet } from '../../upgrade/range.ts';
import { compareMinors, type Minor, minorOf } from '../../upgrade/version.ts';
import { type LiveLabels, liveLabels, withLabels } from './live-labels.ts';

/** A write that a hop will make, as the request kube-apiserver will see. */
export interface PlannedWrite {
  readonly actor: string;
  readonly write: Write;
  readonly effect: Effect;
  /** `*` where the name is not known beforehand. */
  readonly name: string;
  readonly request: AdmissionRequest;
  /** Whether the version the hop leaves does not serve the kind yet. */
  readonly isNewKind: boolean;
}

/** The facts that tell which objects a write names and whether they are there. */
export function writeFacts(files: readonly WritesFile[]): readonly `objects/${string}`[] {
  const writes = files.flatMap((file) => file.writes).filter(looksAtObjects);
  return [
    ...new Set(['objects/services', 'objects/nodes', ...writes.map((write) => `objects/${keyOf(write)}`)]),
  ] as `objects/${string}`[];
}

/** Whether a write hangs on what is there already: by its condition, or by the labels of what it changes. */
function looksAtObjects({ condition, operations }: Write): boolean {
  return condition !== 'always' || operations.some((operation) => operation !== 'CREATE');
}

/** The writes of a hop: those whose versions it meets, for objects that need them. */
export function planWrites(
  files: readonly WritesFile[],
  hop: Hop,
  distribution: string,
  facts: FactReader,
): readonly PlannedWrite[] {
  return files.flatMap((file) =>
    file.writes
      .filter((write) => isMade(write, hop, distribution))
      .flatMap((write) => planWrite(file, write, hop, facts)),
  );
}

/** Whether a hop makes a write; where the distribution is not known, none is ruled out by it. */
export function isMade(write: Write, hop: Hop, distribution: string): boolean {
  const { when, distributions } = write;
  if (distributions !== undefined && distribution !== 'unknown' && !distributions.includes(distribution))
    return false;
  return 'every' in when || isMet(when.trigger, when.versions, hop);
}

function planWrite(file: WritesFile, write: Write, hop: Hop, facts: FactReader): PlannedWrite[] {
  const effect = file.effects[write.ifDenied];
  const identity = file.identities[write.identity];
  if (effect === undefined || identity === undefined) {
    throw new RangeError(`write ${write.id} names an effect or identity that ${file.actor} does not have`);
  }
  const isNewKind =
    write.servedFrom !== undefined && compareMinors(minorOf(hop.from), write.servedFrom as Minor) < 0;
  return namesOf(write, facts)
    .filter((name) => isNeeded(write, name, facts))
    .flatMap((name) =>
      write.operations.map((operation) => ({
        actor: file.actor,
        write,
        effect,
        name,
        isNewKind,
        request: requestOf(
          write,
          operation,
          name,
          identity,
          operation === 'CREATE' ? 'absent' : liveLabels(write, name, facts),
        ),
      })),
    );
}

/** An object that is already there is not created again; where that cannot be told, the write is expected. */
function isNeeded(write: Write, name: string, facts: FactReader): boolean {
  if (write.condition === 'always') return true;
  const objects = facts.objects(keyOf(write));
  if (objects.state === 'unknown') return true;
  const { namespace } = write;
  const isThere = objects.value.some(
    ({ metadata }) => metadata.name === name && (namespace === undefined || metadata.namespace === namespace),
  );
  if (write.condition === 'if-missing') return !isThere;
  return isThere || objects.state === 'partial';
}

function namesOf(write: Write, facts: FactReader): readonly string[] {
  switch (write.namesOf) {
    case undefined:
      return write.names ?? ['*'];
    case 'cluster-ips':
      return clusterIps(facts);
    case 'nodes':
    case 'control-plane-nodes': {
      const nodes = facts.objects('nodes');
      const names = nodes.state === 'unknown' ? [] : nodes.value.map(({ metadata }) => metadata.name);
      return names.length === 0 ? ['*'] : names;
    }
  }
}

/** Every ClusterIP of every Service; the `kubernetes` Service always has one, so there is always at least one. */
function clusterIps(facts: FactReader): readonly string[] {
  const services = facts.objects('services');
  if (services.state === 'unknown') return ['*'];
  const found = services.value.flatMap((service) => {
    const { clusterIP, clusterIPs } = fieldsOf(service.spec);
    const all = [textOf(clusterIP, ''), ...listOf(clusterIPs).map((ip) => textOf(ip, ''))];
    return all.filter((ip) => ip !== '' && ip !== 'None');
  });
  return found.length === 0 ? ['*'] : [...new Set(found)].sort();
}

function requestOf(
  write: Write,
  operation: Operation,
  name: string,
  { username, groups }: { username: string; groups: readonly string[] },
  live: LiveLabels,
): AdmissionRequest {
  const { group, version, resource, kind, namespace, subresource } = write;
  const body = bodyOf(write, name);
  return {
    kind: { group, version, kind },
    resource: { group, version, resource },
    ...(subresource === undefined ? {} : { subResource: subresource }),
    ...(name === '*' ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    operation,
    userInfo: { username, groups },
    object: operation === 'DELETE' ? null : operation === 'UPDATE' ? withLabels(body, live, 'kept') : body,
    oldObject: operation === 'CREATE' ? null : withLabels(body, live, 'alone'),
    dryRun: false,
    bodies: 'partial',
  };
}

function bodyOf(
  { group, version, kind, namespace, object, namesOf: source }: Write,
  name: string,
): JsonObject {
  const metadata = fieldsOf(object?.metadata);
  const labels = fieldsOf(metadata.labels);
  return {
    ...object,
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
    metadata: {
      ...metadata,
      ...(name === '*' ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
      // The allocator labels each address by its family (Kubernetes 1.34, pkg/registry/core/service/ipallocator/ipallocator.go).
      ...(source === 'cluster-ips'
        ? { labels: { ...labels, 'ipaddress.kubernetes.io/ip-family': name.includes(':') ? 'IPv6' : 'IPv4' } }
        : {}),
    },
  };
}

function keyOf({ group, resource }: Write): string {
  return resourceKey(group, resource);
}
