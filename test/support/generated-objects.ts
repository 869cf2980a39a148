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

/** Letters and digits that differ from object to object, as a server makes them up. */
const madeUp = (index: number, length: number) =>
  ((index + 1) * 2_654_435_761 + 97).toString(36).padStart(length, 'x').slice(-length);

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

const TEAMS = 200;
const namespaceOf = (index: number) => `team-${index % TEAMS}`;

const TOKEN = 'kube-api-access';
const NOT_READY = ['not-ready', 'unreachable'].map((taint) => ({
  key: `node.kubernetes.io/${taint}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

/** What a Deployment asks for: fields as kube-apiserver fills them in, and ten variables that no fact keeps. */
const template = (index: number) => ({
  metadata: { labels: { app: `a${index}` } },
  spec: {
    containers: [
      {
        name: 'app',
        image: `shop.example/app-${index % 500}:1.${index % 90}.0`,
        ports: [{ containerPort: 8080, protocol: 'TCP' }],
        env: Array.from({ length: 10 }, (_, i) => ({ name: `VARIABLE_${i}`, value: 'value' })),
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
        readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 10 },
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        imagePullPolicy: 'IfNotPresent',
      },
    ],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    serviceAccountName: 'default',
    serviceAccount: 'default',
    securityContext: {},
    schedulerName: 'default-scheduler',
  },
});

/** A pod of a Deployment, with all that sets it apart from its siblings: names, addresses, times, and the volume of its token. */
const podOf =
  (deployments: number) =>
  (index: number): GeneratedObject => {
    const owner = index % deployments;
    const hash = madeUp(owner, 10);
    const name = `deployment-${owner}-${hash}-${madeUp(index, 5)}`;
    const own = metadata(name, namespaceOf(owner));
    const { spec } = template(owner);
    const token = `${TOKEN}-${madeUp(index * 7, 5)}`;
    const time = new Date(1_790_000_000_000 + index * 61_000).toISOString().replace('.000', '');
    const address = `10.${64 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
    return {
      metadata: {
        ...own,
        generateName: `deployment-${owner}-${hash}-`,
        uid: `00000000-0000-0000-0000-${index.toString().padStart(12, '0')}`,
        resourceVersion: String(index),
        creationTimestamp: time,
        labels: { app: `a${owner}`, 'pod-template-hash': hash },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: `deployment-${owner}-${hash}`,
            uid: `00000000-0000-0000-0001-${owner.toString().padStart(12, '0')}`,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        volumes: [
          {
            name: token,
            projected: {
              sources: [
                { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
                { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
              ],
              defaultMode: 420,
            },
          },
        ],
        ...spec,
        containers: spec.containers.map((container) => ({
          ...container,
          volumeMounts: [
            { name: token, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
          ],
        })),
        nodeName: `node-${index % 1000}`,
        tolerations: NOT_READY,
        priority: 0,
        enableServiceLinks: true,
        preemptionPolicy: 'PreemptLowerPriority',
      },
      status: {
        phase: 'Running',
        conditions: ['Initialized', 'PodScheduled', 'ContainersReady', 'Ready'].map((type) => ({
          type,
          status: 'True',
          lastProbeTime: null,
          lastTransitionTime: time,
        })),
        hostIP: `192.0.2.${index % 250}`,
        podIP: address,
        podIPs: [{ ip: address }],
        startTime: time,
        containerStatuses: [
          {
            name: 'app',
            state: { running: { startedAt: time } },
            ready: true,
            restartCount: index % 3,
            image: spec.containers[0]?.image,
            imageID: `shop.example/app@sha256:${'ab'.repeat(32)}`,
            containerID: `containerd://${index.toString(16).padStart(64, '0')}`,
            started: true,
          },
        ],
        qosClass: 'Burstable',
      },
    };
  };

const node = (index: number): GeneratedObject => ({
  metadata: metadata(`node-${index}`),
  spec: { podCIDR: `10.${64 + (index >> 8)}.${index & 255}.0/24` },
  status: {
    conditions: [{ type: 'Ready', status: 'True' }],
    nodeInfo: {
      kubeletVersion: 'v1.33.4',
      osImage: 'Ubuntu 24.04',
      architecture: 'amd64',
      operatingSystem: 'linux',
    },
  },
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
    template: template(index),
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
  const deployments = share(0.05, 5000);
  return {
    core_v1_nodes: { count: share(0.01, 1000), make: node },
    core_v1_pods: { count: share(0.87, 1_000_000), make: podOf(deployments) },
    core_v1_services: { count: share(0.05, 5000), make: service },
    apps_v1_deployments: { count: deployments, make: deployment },
    'apiextensions.k8s.io_v1_customresourcedefinitions': { count: share(0.02, 2000), make: definition },
    'admissionregistration.k8s.io_v1_validatingwebhookconfigurations': {
      count: share(0.003, 300),
      make: webhookConfiguration,
    },
  };
}
