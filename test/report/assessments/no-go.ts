import type { Assessment } from '../../../src/assessment/assessment.ts';
import type { StoppedWrite } from '../../../src/assessment/finding.ts';
import { EMPTY, FIRST, findingOf, SECOND } from './base.ts';

const BECAUSE =
  'validate.kyverno.svc-fail fails closed and nothing answers: the only control-plane node is restarting';

const denied = (
  operation: string,
  kind: string,
  resource: string,
  names: readonly string[],
  seconds: number,
  hop = FIRST,
): StoppedWrite => ({
  actor: 'kube-apiserver',
  user: 'system:apiserver',
  operation,
  resource,
  kind,
  names,
  webhook: 'validate.kyverno.svc-fail',
  outcome: 'denied',
  because: BECAUSE,
  ifDenied: `the process exits after ${seconds} s`,
  hop,
});

const roles = (operation: string, names: readonly string[], hop = FIRST) =>
  denied(operation, 'ClusterRole', 'clusterroles.rbac.authorization.k8s.io', names, 30, hop);
const bindings = (names: readonly string[], hop = FIRST) =>
  denied('CREATE', 'ClusterRoleBinding', 'clusterrolebindings.rbac.authorization.k8s.io', names, 30, hop);

const WRITES: readonly StoppedWrite[] = [
  denied('CREATE', 'ServiceCIDR', 'servicecidrs.networking.k8s.io', ['kubernetes'], 60),
  denied(
    'CREATE',
    'IPAddress',
    'ipaddresses.networking.k8s.io',
    [
      '10.96.0.1',
      '10.96.0.10',
      '10.96.11.4',
      '10.96.40.7',
      '10.96.44.9',
      '10.96.61.30',
      '10.96.80.2',
      '10.96.99.1',
      '10.96.120.5',
    ],
    60,
  ),
  roles('CREATE', [
    'system:controller:selinux-warning-controller',
    'system:controller:service-cidrs-controller',
  ]),
  roles('UPDATE', ['system:kubelet-api-admin', 'system:node-proxier']),
  bindings(['system:controller:selinux-warning-controller', 'system:controller:service-cidrs-controller']),
  roles(
    'CREATE',
    [
      'system:controller:resource-claim-controller',
      'system:controller:volumeattributesclass-protection-controller',
    ],
    SECOND,
  ),
  roles(
    'UPDATE',
    [
      'system:aggregate-to-edit',
      'system:aggregate-to-view',
      'system:kube-scheduler',
      'system:monitoring',
      'system:node',
    ],
    SECOND,
  ),
  bindings(
    [
      'system:controller:resource-claim-controller',
      'system:controller:volumeattributesclass-protection-controller',
    ],
    SECOND,
  ),
];

/** The founding incident: a policy engine in the cluster stops the new apiserver's own writes. */
export const NO_GO: Assessment = {
  ...EMPTY,
  cluster: {
    ...EMPTY.cluster,
    name: 'shop-prod',
    origin: 'cluster',
    distribution: 'Talos 1.11.5',
    topology: 'one control plane, two workers',
  },
  verdict: 'NO-GO',
  reason: 'With today’s settings the control plane would not come back after the first step.',
  exitCode: 1,
  from: '1.32.9',
  to: '1.34.11',
  path: [FIRST, SECOND],
  findings: [
    findingOf({
      id: 'control-plane-write-denied/validate.kyverno.svc-fail',
      hazard: 'control-plane-write-denied',
      title: 'kube-apiserver will not start: Kyverno’s webhook stops its own writes',
      severity: 'blocker',
      confidence: 'reproduced',
      category: 'control-plane-write',
      component: 'kube-apiserver',
      hops: [FIRST, SECOND],
      message:
        'validate.kyverno.svc-fail is called for writes that the new kube-apiserver must make before it is ready, and nothing will answer: the only control-plane node is restarting, and kyverno/kyverno-svc runs inside the cluster.\n\nExcluding kube-system in the namespaceSelector does not help: these objects are cluster-scoped.',
      explain:
        'When a new kube-apiserver starts for the first time it creates what its release brings along: ClusterRoles and their bindings, and from 1.33 on a ServiceCIDR and one IPAddress for each Service. Admission webhooks are asked for these writes as for any others. A webhook that fails closed and whose Pods need this very apiserver refuses them all; the process gives up, is started again, and gives up again.',
      evidence: [
        {
          object: { kind: 'ValidatingWebhookConfiguration', name: 'kyverno-resource-validating-webhook-cfg' },
          values: {
            webhook: 'validate.kyverno.svc-fail',
            failurePolicy: 'Fail',
            timeoutSeconds: '10',
            rules: '*/* CREATE, UPDATE, DELETE, CONNECT',
          },
        },
        {
          object: { kind: 'Service', namespace: 'kyverno', name: 'kyverno-svc' },
          values: { readyEndpoints: '1', nodes: 'w1' },
        },
        { object: { kind: 'Node', name: 'cp1' }, values: { role: 'the only control plane' } },
      ],
      writes: WRITES,
      stoppedBy: [
        {
          type: 'validating webhook',
          name: 'validate.kyverno.svc-fail',
          configuration: 'kyverno-resource-validating-webhook-cfg',
          backend: 'kyverno/kyverno-svc',
          inCluster: true,
        },
      ],
      remediate: [
        {
          title: 'Let the requests of kube-apiserver itself pass',
          note: 'Kyverno rewrites its webhooks, so set it in Kyverno, not in the configuration.',
          run: `helm upgrade kyverno kyverno/kyverno -n kyverno --reuse-values --set-json 'config.matchConditions=[{"name":"exclude-apiserver","expression":"request.userInfo.username != \\"system:apiserver\\""}]'`,
          verify: `kubectl get validatingwebhookconfiguration kyverno-resource-validating-webhook-cfg -o jsonpath='{.webhooks[*].matchConditions}'`,
          undo: 'helm rollback kyverno -n kyverno',
        },
      ],
      proof: 'With this condition all 25 writes are admitted; simulated on this cluster’s own configuration.',
      rescue: [
        {
          title: 'Start kube-apiserver once without the admission plugin',
          note: 'A machine configuration reaches a Talos node without kube-apiserver.',
          run: `talosctl -n 10.0.0.11 patch machineconfig --patch '[{"op":"add","path":"/cluster/apiServer/extraArgs","value":{"disable-admission-plugins":"ValidatingAdmissionWebhook"}}]'`,
          undo: `talosctl -n 10.0.0.11 patch machineconfig --patch '[{"op":"remove","path":"/cluster/apiServer/extraArgs/disable-admission-plugins"}]'`,
        },
        {
          title: 'Or delete the configuration in the seconds before the process gives up',
          run: 'until kubectl delete validatingwebhookconfiguration kyverno-resource-validating-webhook-cfg; do sleep 1; done',
        },
      ],
      sources: [
        {
          type: 'issue',
          url: 'https://github.com/kubernetes/kubernetes/issues/130377',
          note: 'the same deadlock, reported',
        },
        {
          type: 'lab',
          url: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
        },
      ],
    }),
    findingOf({
      id: 'feature-gate-removed/AggregatedDiscoveryEndpoint',
      hazard: 'feature-gate-removed',
      title: 'kube-apiserver 1.33 does not know the gate AggregatedDiscoveryEndpoint',
      severity: 'blocker',
      category: 'feature-gate',
      component: 'kube-apiserver',
      message: 'The process ends at once with “unrecognized feature gate: AggregatedDiscoveryEndpoint”.',
      explain:
        'The gate was locked to true in 1.30 and removed in 1.33. An unknown gate is a start-up error.',
      evidence: [
        {
          object: { kind: 'Pod', namespace: 'kube-system', name: 'kube-apiserver-cp1' },
          values: { flag: '--feature-gates=AggregatedDiscoveryEndpoint=true' },
        },
      ],
      remediate: [
        { title: 'Remove the gate from the machine configuration; what it switched on is always on now' },
      ],
      rescue: [
        { title: 'Remove the gate from the machine configuration; Talos applies it without kube-apiserver' },
      ],
    }),
    findingOf({
      id: 'skipped-minor',
      title: 'A minor between source and target is easily skipped on Talos',
      severity: 'disruptive',
      category: 'skew',
      component: 'kube-apiserver',
      hop: SECOND,
      message:
        'The path goes through 1.33. Editing the version in the machine configuration to 1.34 would not be refused, and would skip it.',
      explain:
        'Kubernetes supports upgrades by one minor at a time; what 1.33 migrates is not migrated when it never runs.',
      remediate: [
        { title: 'Go to 1.33.13 first', run: 'talosctl upgrade-k8s --to 1.33.13', verify: 'kubectl version' },
      ],
      rescue: [],
    }),
    findingOf({
      id: 'kubelet-flag-deprecated',
      title: 'Two nodes still start their kubelet with --pod-infra-container-image',
      message: 'The flag does nothing since 1.30 and will be removed.',
      evidence: [
        { object: { kind: 'Node', name: 'w1' }, values: { kubeletVersion: '1.32.9' } },
        { object: { kind: 'Node', name: 'w2' }, values: { kubeletVersion: '1.32.9' } },
      ],
      remediate: [{ title: 'Remove the flag' }],
    }),
    findingOf({
      id: 'endpoints-deprecated',
      title: 'Endpoints are deprecated in favour of EndpointSlices',
      component: 'kube-apiserver',
      message: 'Reading or writing v1 Endpoints returns a warning from 1.33 on. Nothing stops working.',
      outcome: 'unknown',
      confidence: 'confirmed',
      because: ['the deprecated-API metric could not be read: 403 Forbidden'],
      remediate: [{ title: 'Look which clients still read Endpoints' }],
    }),
    findingOf({
      id: 'metrics-renamed',
      title: 'apiserver_cache_list_total is renamed',
      severity: 'info',
      component: 'kube-apiserver',
      category: 'metrics',
      hop: SECOND,
      message: 'Dashboards that use the old name show nothing from 1.34 on.',
    }),
  ],
  questions: [
    {
      hazard: 'etcd-backup',
      title: 'A backup of etcd',
      question: 'Is a backup of etcd younger than a day at hand?',
      how: 'talosctl -n 10.0.0.11 etcd snapshot db.snapshot, or ask whoever runs the backups.',
      severity: 'disruptive',
    },
  ],
  notChecked: [
    {
      what: 'kubelet flags',
      because: 'the API does not show them',
      next: 'On Talos, see machine.kubelet.extraArgs of each machine configuration.',
      mayHideBlocker: false,
    },
  ],
};
