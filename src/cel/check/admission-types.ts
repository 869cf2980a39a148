import { BOOL, type CelType, DYN, INT, list, mapOf, STRING, structure, TIMESTAMP } from './type.ts';

const fields = (entries: Readonly<Record<string, CelType>>): ReadonlyMap<string, CelType> =>
  new Map(Object.entries(entries));

export const REQUEST = structure('kubernetes.AdmissionRequest');
export const NAMESPACE = structure('kubernetes.Namespace');

const KIND = structure('kubernetes.GroupVersionKind');
const RESOURCE = structure('kubernetes.GroupVersionResource');
const USER = structure('kubernetes.UserInfo');
const METADATA = structure('kubernetes.NamespaceMetadata');
const SPEC = structure('kubernetes.NamespaceSpec');
const STATUS = structure('kubernetes.NamespaceStatus');
const CONDITION = structure('kubernetes.NamespaceCondition');
const STRINGS = list(STRING);

/** The fields that expressions of admission may read of `request` and `namespaceObject` (Kubernetes 1.36, apiserver `pkg/admission/plugin/cel/compile.go`). */
export const ADMISSION_STRUCTURES: ReadonlyMap<string, ReadonlyMap<string, CelType>> = new Map([
  [
    REQUEST.name,
    fields({
      kind: KIND,
      resource: RESOURCE,
      subResource: STRING,
      requestKind: KIND,
      requestResource: RESOURCE,
      requestSubResource: STRING,
      name: STRING,
      namespace: STRING,
      operation: STRING,
      userInfo: USER,
      dryRun: BOOL,
      options: DYN,
    }),
  ],
  [KIND.name, fields({ group: STRING, version: STRING, kind: STRING })],
  [RESOURCE.name, fields({ group: STRING, version: STRING, resource: STRING })],
  [USER.name, fields({ username: STRING, uid: STRING, groups: STRINGS, extra: mapOf(STRING, STRINGS) })],
  [NAMESPACE.name, fields({ metadata: METADATA, spec: SPEC, status: STATUS })],
  [
    METADATA.name,
    fields({
      name: STRING,
      generateName: STRING,
      namespace: STRING,
      labels: mapOf(STRING, STRING),
      annotations: mapOf(STRING, STRING),
      UID: STRING,
      creationTimestamp: TIMESTAMP,
      deletionGracePeriodSeconds: INT,
      deletionTimestamp: TIMESTAMP,
      generation: INT,
      resourceVersion: STRING,
      finalizers: STRINGS,
    }),
  ],
  [SPEC.name, fields({ finalizers: STRINGS })],
  [STATUS.name, fields({ conditions: list(CONDITION), phase: STRING })],
  [
    CONDITION.name,
    fields({ status: STRING, type: STRING, lastTransitionTime: TIMESTAMP, message: STRING, reason: STRING }),
  ],
]);
