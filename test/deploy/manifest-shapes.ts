/**
 * What the API takes for each kind under deploy/: every field by name, so that a slip of the pen is refused as strict field validation
 * would. Written down from k8s.io/api and the validation beside it (Kubernetes 1.34), as far as deploy/ goes; what it does not use is not here.
 */
import { z } from 'zod';

/** apimachinery's validation.IsDNS1123Label. */
const label = z.string().regex(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/);
/** IsDNS1123Subdomain, which names of most objects are. */
const name = z
  .string()
  .max(253)
  .regex(/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/);
const quantity = z.string().regex(/^\d+(?:\.\d+)?(?:m|[kMGTPE]|[KMGTPE]i)?$/);
const labels = z.record(
  z.string().regex(/^(?:[a-z0-9.-]{1,253}\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/),
  z.string().regex(/^(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?$/),
);
const clusterWide = z.strictObject({ name, labels: labels.optional() });
const namespaced = z.strictObject({ name, namespace: label, labels: labels.optional() });
const id = z.int().min(1).max(2147483647);

/** Either resources of groups, or paths; ValidatePolicyRule in pkg/apis/rbac/validation. */
const rule = z.union([
  z.strictObject({
    apiGroups: z.array(z.string()).min(1),
    resources: z.array(z.string()).min(1),
    resourceNames: z.array(name).optional(),
    verbs: z.array(z.string()).min(1),
  }),
  z.strictObject({
    nonResourceURLs: z.array(z.string().startsWith('/')).min(1),
    verbs: z.array(z.string()).min(1),
  }),
]);

const container = z.strictObject({
  name: label,
  image: z.string().regex(/^[^\s:]+(?::\d+)?(?:\/[^\s:]+)*:[\w.-]+$/),
  args: z.array(z.string()),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.boolean(),
    readOnlyRootFilesystem: z.boolean(),
    capabilities: z.strictObject({ drop: z.array(z.string()) }),
  }),
  resources: z.strictObject({
    requests: z.strictObject({ cpu: quantity, memory: quantity }),
    limits: z.strictObject({ memory: quantity }),
  }),
  volumeMounts: z.array(
    z.strictObject({
      name: label,
      mountPath: z.string().regex(/^\/[^:]*$/),
      readOnly: z.boolean().optional(),
    }),
  ),
});

const pod = z.strictObject({
  serviceAccountName: name,
  // A Job refuses Always, which is what a pod has where nothing is said.
  restartPolicy: z.enum(['Never', 'OnFailure']),
  securityContext: z.strictObject({
    runAsNonRoot: z.boolean(),
    runAsUser: id,
    runAsGroup: id,
    fsGroup: id,
    seccompProfile: z.strictObject({ type: z.enum(['RuntimeDefault']) }),
  }),
  containers: z.array(container).min(1),
  volumes: z.array(
    z.union([
      z.strictObject({ name: label, configMap: z.strictObject({ name }) }),
      z.strictObject({ name: label, persistentVolumeClaim: z.strictObject({ claimName: name }) }),
    ]),
  ),
});

/** minute, hour, day of month, month, day of week, as numbers, lists, ranges and steps. */
const schedule = z.string().regex(/^(?:(?:\*|\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)(?:\/\d+)? ){4}(?:\*|[\d,-]+)$/);

/** A manifest by its apiVersion and kind. */
export const MANIFEST_SHAPES: Readonly<Record<string, z.ZodType>> = {
  'v1 Namespace': manifest('v1', 'Namespace', { metadata: clusterWide.extend({ name: label }) }),
  'v1 ServiceAccount': manifest('v1', 'ServiceAccount', { metadata: namespaced }),
  'rbac.authorization.k8s.io/v1 ClusterRole': manifest('rbac.authorization.k8s.io/v1', 'ClusterRole', {
    metadata: clusterWide,
    rules: z.array(rule).min(1),
  }),
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': manifest(
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    {
      metadata: clusterWide,
      roleRef: z.strictObject({
        apiGroup: z.literal('rbac.authorization.k8s.io'),
        kind: z.literal('ClusterRole'),
        name,
      }),
      // A service account has its namespace, and the empty group.
      subjects: z.array(z.strictObject({ kind: z.literal('ServiceAccount'), name, namespace: label })).min(1),
    },
  ),
  'v1 PersistentVolumeClaim': manifest('v1', 'PersistentVolumeClaim', {
    metadata: namespaced,
    spec: z.strictObject({
      accessModes: z.array(z.enum(['ReadWriteOnce', 'ReadWriteMany', 'ReadWriteOncePod'])).length(1),
      resources: z.strictObject({ requests: z.strictObject({ storage: quantity }) }),
    }),
  }),
  'batch/v1 CronJob': manifest('batch/v1', 'CronJob', {
    // A job's name is the CronJob's with eleven more characters, and must be a label.
    metadata: namespaced.extend({ name: label.max(52) }),
    spec: z.strictObject({
      schedule,
      concurrencyPolicy: z.enum(['Allow', 'Forbid', 'Replace']),
      successfulJobsHistoryLimit: z.int().nonnegative(),
      failedJobsHistoryLimit: z.int().nonnegative(),
      jobTemplate: z.strictObject({
        spec: z.strictObject({
          backoffLimit: z.int().nonnegative(),
          activeDeadlineSeconds: z.int().positive(),
          template: z.strictObject({ spec: pod }),
        }),
      }),
    }),
  }),
  'kustomize.config.k8s.io/v1beta1 Kustomization': z.strictObject({
    apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
    kind: z.literal('Kustomization'),
    resources: z.array(z.string()).min(1),
    configMapGenerator: z.array(
      z.strictObject({ name, namespace: label, files: z.array(z.string()).min(1) }),
    ),
  }),
};

function manifest(apiVersion: string, kind: string, fields: z.core.$ZodShape): z.ZodType {
  return z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(kind), ...fields });
}
