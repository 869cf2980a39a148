/** Objects of a big cluster, made one at a time when a page asks for them. */
export interface Generated {
  readonly count: number;
  readonly make: (index: number) => GeneratedObject;
}

interface GeneratedObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** What managed fields look like on real objects: long, and of no use to anyone but the API server. */
const MANAGED_FIELDS = [
  {
    manager: 'kube-controller-manager',
    operation: 'Update',
    apiVersion: 'v1',
    time: '2026-11-01T00:00:00Z',
    fieldsType: 'FieldsV1',
    fieldsV1: Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `f:field${i}`,
        { 'f:one': {}, 'f:two': { '.': {}, 'f:three': {} } },
      ]),
    ),
  },
];

const metadata = (name: string, namespace?: string) => ({
  name,
  ...(namespace === undefined ? {} : { namespace }),
  uid: `00000000-0000-0000-0000-${name.length.toString().padStart(12, '0')}`,
  resourceVersion: '1',
  creationTimestamp: '2026-11-01T00:00:00Z',
  labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'shop' },
  annotations: { 'example.org/checksum': 'x'.repeat(64) },
  managedFields: MANAGED_FIELDS,
});

const namespaceOf = (index: number) => `team-${index % 200}`;

const pod = (index: number): GeneratedObject => ({
  metadata: metadata(`pod-${index}`, namespaceOf(index)),
  spec: {
    nodeName: `node-${index % 1000}`,
    serviceAccountName: 'default',
    containers: [
      {
        name: 'app',
        image: `shop.example/app-${index % 500}:1.${index % 90}.0`,
        env: Array.from({ length: 10 }, (_, i) => ({ name: `VARIABLE_${i}`, value: 'value' })),
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
        volumeMounts: [{ name: 'token', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }],
      },
    ],
    volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
  },
  status: { phase: 'Running', podIP: '10.0.0.1', conditions: [{ type: 'Ready', status: 'True' }] },
});

const service = (index: number): GeneratedObject => ({
  metadata: metadata(`service-${index}`, namespaceOf(index)),
  spec: {
    clusterIP: `10.97.${Math.floor(index / 250)}.${(index % 250) + 1}`,
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    selector: { app: `a${index}` },
  },
});

const deployment = (index: number): GeneratedObject => ({
  metadata: metadata(`deployment-${index}`, namespaceOf(index)),
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: `a${index}` } },
    template: { metadata: {}, spec: pod(index).spec },
  },
});

const definition = (index: number): GeneratedObject => ({
  metadata: metadata(`things${index}.farm${index}.example`),
  spec: {
    group: `farm${index}.example`,
    scope: 'Namespaced',
    names: { kind: `Thing${index}`, plural: `things${index}` },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { description: 'x'.repeat(20_000) } },
      },
    ],
  },
  status: { storedVersions: ['v1'] },
});

const webhookConfiguration = (index: number): GeneratedObject => ({
  metadata: metadata(`hooks-${index}`),
  webhooks: [
    {
      name: `hook.farm${index}.example`,
      failurePolicy: 'Fail',
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
      clientConfig: { service: { namespace: 'team-1', name: `service-${index}` }, caBundle: 'Cg==' },
      rules: [
        {
          apiGroups: [`farm${index}.example`],
          apiVersions: ['*'],
          resources: ['*'],
          operations: ['CREATE', 'UPDATE'],
        },
      ],
    },
  ],
});

/** Generators by `group_version_resource`, as recordings name their lists, for a cluster of about so many objects. */
export function bigCluster(objects: number): Readonly<Record<string, Generated>> {
  const share = (part: number, most: number) => Math.min(most, Math.ceil(objects * part));
  return {
    core_v1_pods: { count: share(0.88, 1_000_000), make: pod },
    core_v1_services: { count: share(0.05, 5000), make: service },
    apps_v1_deployments: { count: share(0.05, 5000), make: deployment },
    'apiextensions.k8s.io_v1_customresourcedefinitions': { count: share(0.02, 2000), make: definition },
    'admissionregistration.k8s.io_v1_validatingwebhookconfigurations': {
      count: share(0.003, 300),
      make: webhookConfiguration,
    },
  };
}
