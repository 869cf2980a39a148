import type { Generated } from '../support/generated-objects.ts';

/** Begins every planted secret; what follows says where it was planted. */
export const CANARY = 'c4n4ry';

/** A secret that names its place. */
export const canary = (place: string) => `${CANARY}-${place}`;

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The planted secrets as they may come out encoded: three ways, by where in a group of three bytes they begin. */
export const ENCODED = [0, 1, 2].map((shift) => {
  // Only the characters that no byte before or behind it has a part in.
  const start = Math.ceil((shift * 8) / 6);
  return base64('x'.repeat(shift) + CANARY).slice(start, Math.floor(((shift + CANARY.length) * 8) / 6));
});

const annotations = (place: string) => ({
  'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    data: canary(`${place}-last-applied`),
  }),
  'example.org/token': canary(`${place}-annotation`),
  'kubernetes.io/endpoint': `https://u:${canary(`${place}-annotation-url`)}@x.example`,
});

const podSpec = (place: string, command: readonly string[]) => ({
  containers: [
    {
      name: 'c',
      image: 'app:1',
      env: [{ name: 'PASSWORD', value: canary(`${place}-env`) }],
      envFrom: [{ prefix: canary(`${place}-env-prefix`) }],
      command,
      args: [`--token=${canary(`${place}-flag`)}`, '--client-secret', canary(`${place}-flag-value`)],
      livenessProbe: { httpGet: { httpHeaders: [{ name: 'A', value: canary(`${place}-probe`) }] } },
      lifecycle: { preStop: { exec: { command: [canary(`${place}-hook`)] } } },
    },
  ],
  initContainers: [
    { name: 'i', image: 'app:1', args: ['sh', '-c', `curl -u u:${canary(`${place}-script`)} x`] },
  ],
});

const one = (object: Record<string, unknown>): Generated => ({ count: 1, make: () => object as never });
const metadata = (place: string, namespace?: string) => ({
  name: `planted-${place}`,
  ...(namespace === undefined ? {} : { namespace }),
  annotations: annotations(place),
});

const clientConfig = (place: string) => ({
  url: `https://user:${canary(`${place}-url`)}@hook.example/`,
  caBundle: base64(canary(`${place}-ca`)),
});

const configMaps = [
  {
    metadata: {
      name: 'kubeadm-config',
      namespace: 'kube-system',
      annotations: annotations('kubeadm-config'),
    },
    data: {
      ClusterConfiguration: [
        'apiVersion: kubeadm.k8s.io/v1beta4',
        'kind: ClusterConfiguration',
        `# ${canary('comment')}`,
        `etcd: {external: {endpoints: ["https://u:${canary('etcd-url')}@etcd:2379"], password: ${canary('etcd')}}}`,
        `certificateKey: ${canary('certificate-key')}`,
        'apiServer:',
        '  extraArgs:',
        '  - name: oidc-client-secret',
        `    value: ${canary('extra-arg')}`,
        '  - value: |',
        `      ${canary('extra-arg-first')}`,
        '    name: token',
        '',
      ].join('\n'),
      ClusterStatus: canary('cluster-status'),
    },
  },
  {
    metadata: { name: 'coredns', namespace: 'kube-system' },
    data: { Corefile: `.:53 {\n  route53 {\n    aws_access_key A ${canary('corefile')}\n  }\n}\n` },
  },
  { metadata: { name: 'shop', namespace: 'shop' }, data: { password: canary('config-map') } },
];

/** Objects with a secret in every place that may hold one, for a recorded server to serve. */
export const PLANTED: Readonly<Record<string, Generated>> = {
  core_v1_pods: {
    count: 2,
    make: (index) => {
      const [place, namespace, command] =
        index === 0
          ? ['pod', 'shop', ['run', canary('pod-command')]]
          : ['system-pod', 'kube-system', ['sh', '-c', `login ${canary('system-script')}`]];
      return {
        metadata: metadata(String(place), String(namespace)),
        spec: podSpec(String(place), command as string[]),
      };
    },
  },
  apps_v1_deployments: one({
    metadata: metadata('deployment', 'shop'),
    spec: {
      template: { metadata: { annotations: annotations('template') }, spec: podSpec('template', ['x']) },
    },
  }),
  apps_v1_daemonsets: one({
    metadata: metadata('daemonset', 'kube-system'),
    spec: { template: { metadata: { annotations: annotations('daemon') }, spec: podSpec('daemon', ['x']) } },
  }),
  core_v1_configmaps: { count: configMaps.length, make: (index) => configMaps[index] as never },
  'admissionregistration.k8s.io_v1_validatingwebhookconfigurations': one({
    metadata: metadata('webhook'),
    webhooks: [
      {
        name: 'hook.planted.example',
        clientConfig: clientConfig('webhook'),
        rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'] }],
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  }),
  'apiregistration.k8s.io_v1_apiservices': one({
    metadata: metadata('apiservice'),
    spec: { group: 'planted.example', version: 'v1', caBundle: base64(canary('apiservice-ca')) },
  }),
  'apiextensions.k8s.io_v1_customresourcedefinitions': one({
    metadata: metadata('definition'),
    spec: {
      group: 'planted.example',
      scope: 'Cluster',
      names: { kind: 'Planted', plural: 'planteds' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { default: canary('schema') } },
        },
      ],
      conversion: { strategy: 'Webhook', webhook: { clientConfig: clientConfig('conversion') } },
    },
  }),
};

/** What a kubelet runs with, with secrets in it. */
export const KUBELETS = {
  w1: {
    systemCgroups: 'planted-cgroup',
    staticPodURL: `https://u:${canary('pod-url')}@pods.example/x?token=${canary('pod-url-query')}`,
    staticPodURLHeader: { Authorization: [`Bearer ${canary('pod-url-header')}`] },
    tlsPrivateKeyFile: `/${canary('key-file')}.key`,
    tokenOfTomorrow: canary('unknown-field'),
    tracing: { endpoint: `grpc://u:${canary('tracing-url')}@otel.example:4317` },
    logging: { options: { json: { password: canary('nested-field') } } },
  },
} as const;
