import { unknownInput } from '../cel/cel.ts';
import { fieldsOf } from '../facts/fields.ts';

import type { GroupVersionKind, JsonObject } from './request.ts';

/** Kinds whose versions differ in nothing but their names (Kubernetes 1.36, `pkg/apis/networking/v1beta1`). */
const SAME_FIELDS = new Set(['networking.k8s.io/ServiceCIDR', 'networking.k8s.io/IPAddress']);

/** Fields of an Event in the group events.k8s.io, and their names in the core group (Kubernetes 1.36, `pkg/apis/events/v1/conversion.go`). */
const EVENT_FIELDS: Readonly<Record<string, string>> = {
  regarding: 'involvedObject',
  note: 'message',
  reportingController: 'reportingComponent',
  deprecatedSource: 'source',
  deprecatedFirstTimestamp: 'firstTimestamp',
  deprecatedLastTimestamp: 'lastTimestamp',
  deprecatedCount: 'count',
};

/** Converts what kube-apiserver serves in several versions by default; undefined for everything else. */
export function convertBuiltIn(
  body: JsonObject,
  from: GroupVersionKind,
  to: GroupVersionKind,
): JsonObject | undefined {
  if (from.kind !== to.kind) return undefined;
  if (from.group === to.group && SAME_FIELDS.has(`${to.group}/${to.kind}`)) return body;
  if (to.kind === 'Event') return convertEvent(body, from.group, to.group);
  const isAutoscaler = to.kind === 'HorizontalPodAutoscaler' && to.group === 'autoscaling';
  return isAutoscaler && ['v1', 'v2'].includes(from.version) && ['v1', 'v2'].includes(to.version)
    ? convertAutoscaler(body, to.version)
    : undefined;
}

function convertEvent(body: JsonObject, from: string, to: string): JsonObject | undefined {
  if (from === to) return body;
  const names =
    to === '' ? EVENT_FIELDS : Object.fromEntries(Object.entries(EVENT_FIELDS).map(([a, b]) => [b, a]));
  return Object.fromEntries(Object.entries(body).map(([field, value]) => [names[field] ?? field, value]));
}

/**
 * Version 1 keeps what it has no fields for in annotations, and its one target is one of the metrics of version 2 (Kubernetes 1.36,
 * `pkg/apis/autoscaling/v1/conversion.go`): neither is worked out here.
 */
function convertAutoscaler(body: JsonObject, version: string): JsonObject {
  const because = `autoscaling/${version} works it out of other fields, which is not simulated`;
  const { scaleTargetRef, minReplicas, maxReplicas } = fieldsOf(body.spec);
  const common = Object.fromEntries(
    Object.entries({ scaleTargetRef, minReplicas, maxReplicas }).filter(([, value]) => value !== undefined),
  );
  const own =
    version === 'v1'
      ? { targetCPUUtilizationPercentage: unknownInput(because) }
      : { metrics: unknownInput(because), behavior: unknownInput(because) };
  return {
    ...body,
    metadata: { ...fieldsOf(body.metadata), annotations: unknownInput(because) },
    spec: { ...common, ...own },
    status: unknownInput(because),
  };
}
