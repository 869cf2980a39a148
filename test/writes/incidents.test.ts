import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/assessment/finding.ts';
import { examineIncident, type IncidentWebhook } from './incident-cluster.ts';

/**
 * Public incidents between admission webhooks and upgrades, told again as clusters: the name of each test says where it was reported.
 * What a thread does not tell is the product's usual manifest, or what the symptom asks for.
 */
const NOTHING: readonly string[] = [];

const hits = (findings: readonly Finding[]) =>
  findings.filter(({ severity, outcome }) => severity === 'blocker' && outcome === 'hit').map(({ id }) => id);
const idsOf = (findings: readonly Finding[], severity: Finding['severity']) =>
  findings.filter((finding) => finding.severity === severity).map(({ id }) => id);
const effectsOf = (findings: readonly Finding[], id: string) =>
  findings.find((finding) => finding.id === id)?.writes?.map(({ ifDenied }) => ifDenied) ?? [];

const excluding = (key: string, ...values: readonly string[]) => ({
  matchExpressions: [{ key, operator: 'NotIn', values }],
});
const EVERYTHING = [['*', '*']] as const;
const PODS = [['', 'pods']] as const;

describe('the API server cannot start', () => {
  const kyverno = (more: Partial<IncidentWebhook> = {}): IncidentWebhook => ({
    name: 'validate.kyverno.svc-fail',
    namespace: 'kyverno',
    rules: EVERYTHING,
    namespaceSelector: excluding('kubernetes.io/metadata.name', 'kube-system', 'kyverno'),
    ...more,
  });

  test('Talos with one control plane, 1.32 to 1.34, Kyverno: the founding incident', () => {
    const findings = examineIncident(
      { webhooks: [kyverno()], controlPlanes: ['cp-1'], workers: [] },
      { to: '1.34.9', distribution: 'talos' },
    );
    expect(hits(findings)).toContain('control-plane-write-denied/validate.kyverno.svc-fail');
    const [finding] = findings.filter(({ id }) => id.startsWith('control-plane-write-denied'));
    expect(finding?.writes?.map(({ resource }) => resource)).toEqual(
      expect.arrayContaining([
        'servicecidrs.networking.k8s.io',
        'ipaddresses.networking.k8s.io',
        'clusterroles.rbac.authorization.k8s.io',
        'clusterrolebindings.rbac.authorization.k8s.io',
        'apiservices.apiregistration.k8s.io',
      ]),
    );
    expect(finding?.explain).toContain('namespaceSelector');
  });

  test.each(['Fail', 'Ignore'] as const)(
    'kubernetes/kubernetes#137356, an engine that answers no to a kind it does not know (%s)',
    (failurePolicy) => {
      const findings = examineIncident({ webhooks: [kyverno({ failurePolicy })] });
      const risk = findings.find(({ id }) => id === 'control-plane-write-at-risk/validate.kyverno.svc-fail');
      expect(risk?.severity).toBe('disruptive');
      expect(risk?.writes?.map(({ resource }) => resource)).toContain('servicecidrs.networking.k8s.io');
    },
  );

  test('raspbernetes/k8s-security-policies#23: Gatekeeper on cluster roles may refuse those of the server', () => {
    const findings = examineIncident({
      webhooks: [
        { name: 'validation.gatekeeper.sh', rules: [['rbac.authorization.k8s.io', 'clusterroles']] },
      ],
    });
    expect(findings.map(({ id }) => id)).toContain('control-plane-write-at-risk/validation.gatekeeper.sh');
  });

  test('deckhouse/deckhouse#11020 before and after its matchCondition', () => {
    const webhook: IncidentWebhook = {
      name: 'user-authn.deckhouse-webhook.deckhouse.io',
      rules: [['rbac.authorization.k8s.io', 'clusterrolebindings']],
      runsOn: [],
    };
    const id = 'control-plane-write-denied/user-authn.deckhouse-webhook.deckhouse.io';
    expect(hits(examineIncident({ webhooks: [webhook] }))).toContain(id);
    const mended = {
      ...webhook,
      matchConditions: [
        { name: 'not-the-server', expression: "request.userInfo.username != 'system:apiserver'" },
      ],
    };
    expect(hits(examineIncident({ webhooks: [mended] }))).not.toContain(id);
  });

  test('kyverno/kyverno#16177: namespaces that are excluded do not clear nodes', () => {
    const webhook = kyverno({
      rules: [
        ['', 'nodes'],
        ['certificates.k8s.io', 'certificatesigningrequests'],
      ],
      runsOn: [],
    });
    const findings = examineIncident({ webhooks: [webhook] });
    expect(hits(findings)).toContain('node-write-denied/validate.kyverno.svc-fail');
    expect(effectsOf(findings, 'node-write-denied/validate.kyverno.svc-fail')).toContain(
      'a node that is restarted or replaced does not become Ready',
    );
  });

  test('kyverno/kyverno#16177: excludeBootstrapResources clears nodes, and leaves the ServiceCIDR', () => {
    const webhook = kyverno({
      runsOn: [],
      matchConditions: [
        {
          name: 'exclude-bootstrap-resources',
          expression: `!(request.kind.group == "" && request.kind.kind == "Node") && !(request.kind.group == "certificates.k8s.io")`,
        },
      ],
    });
    const findings = examineIncident({ webhooks: [webhook] });
    expect(hits(findings)).toContain('control-plane-write-denied/validate.kyverno.svc-fail');
    const nodes = findings
      .flatMap(({ writes = [] }) => writes)
      .filter(({ resource }) => resource === 'nodes');
    expect(nodes).toEqual([]);
  });

  test('kyverno/kyverno#11841: mutating configurations count like validating ones', () => {
    expect(hits(examineIncident({ webhooks: [kyverno({ type: 'Mutating', runsOn: [] })] }))).toContain(
      'control-plane-write-denied/validate.kyverno.svc-fail',
    );
  });

  test('kyverno/kyverno#2796: an APIService is a write of the server', () => {
    const findings = examineIncident(
      { webhooks: [kyverno({ rules: [['apiregistration.k8s.io', 'apiservices']], runsOn: [] })] },
      { from: '1.33.9', to: '1.34.9' },
    );
    expect(hits(findings)).toEqual(['control-plane-write-denied/validate.kyverno.svc-fail']);
  });
});

describe('leases', () => {
  const ignoring = (timeoutSeconds: number, more: Partial<IncidentWebhook> = {}): IncidentWebhook => ({
    name: 'everything.example',
    rules: EVERYTHING,
    failurePolicy: 'Ignore',
    timeoutSeconds,
    ...more,
  });
  const delayed = 'controller-write-delayed/everything.example';

  test('kubernetes/kubernetes#90217, gardener/gardener#7625: failing open after 10 s loses the leader', () => {
    const findings = examineIncident({ webhooks: [ignoring(10)] }, { backends: 'down' });
    expect(hits(findings)).toContain(delayed);
    expect(new Set(findings.find(({ id }) => id === delayed)?.writes?.map(({ actor }) => actor))).toEqual(
      new Set(['kube-controller-manager', 'kube-scheduler']),
    );
  });

  test.each([
    [2, false],
    [3, false],
    [4, false],
    [5, true],
    [10, true],
  ])('open-policy-agent/gatekeeper#870: %i s, lost: %s', (timeout, lost) => {
    const ids = hits(examineIncident({ webhooks: [ignoring(timeout)] }, { backends: 'down' }));
    expect(ids.includes(delayed)).toBe(lost);
  });

  test('a backend that answers makes it a caution, since it may hang one day', () => {
    const findings = examineIncident({ webhooks: [ignoring(10)] });
    expect(idsOf(findings, 'caution')).toContain('controller-write-at-risk/everything.example');
    expect(hits(findings)).toEqual(NOTHING);
  });

  test('clastix/kamaji#232: node leases that are refused take every node', () => {
    const webhook: IncidentWebhook = {
      name: 'migrate.kamaji.clastix.io',
      rules: EVERYTHING,
      namespaceSelector: excluding('kubernetes.io/metadata.name', 'kube-system'),
      runsOn: [],
    };
    const findings = examineIncident({ webhooks: [webhook] });
    expect(effectsOf(findings, 'node-write-denied/migrate.kamaji.clastix.io')).toContain(
      'nodes become NotReady after about 50 s, and their pods are evicted',
    );
  });

  test('Heureka: excluding kube-system leaves kube-node-lease, and excluding that clears it', () => {
    const webhook = (...excluded: readonly string[]): IncidentWebhook => ({
      name: 'validation.gatekeeper.sh',
      rules: [['coordination.k8s.io', 'leases']],
      namespaceSelector: excluding('kubernetes.io/metadata.name', ...excluded),
      runsOn: [],
    });
    expect(hits(examineIncident({ webhooks: [webhook('kube-system', 'engine')] }))).toEqual([
      'node-write-denied/validation.gatekeeper.sh',
    ]);
    expect(
      hits(examineIncident({ webhooks: [webhook('kube-system', 'engine', 'kube-node-lease')] })),
    ).toEqual(NOTHING);
  });
});

describe('nodes', () => {
  const capsule = (more: Partial<IncidentWebhook> = {}): IncidentWebhook => ({
    name: 'nodes.capsule.clastix.io',
    rules: [['', 'nodes', ['UPDATE']]],
    timeoutSeconds: 30,
    ...more,
  });

  test('projectcapsule/capsule#1135: one replica on a node that it guards', () => {
    const findings = examineIncident({ webhooks: [capsule({ runsOn: ['w-1'] })] });
    expect(idsOf(findings, 'disruptive')).toContain('node-write-at-risk/nodes.capsule.clastix.io');
  });

  test('projectcapsule/capsule#2036: down when a control plane restarts', () => {
    expect(hits(examineIncident({ webhooks: [capsule({ runsOn: [] })] }))).toEqual([
      'node-write-denied/nodes.capsule.clastix.io',
      // kubeadm annotates the node as well.
      'installer-write-denied/nodes.capsule.clastix.io',
    ]);
  });

  test('two replicas on two nodes are no finding', () => {
    expect(examineIncident({ webhooks: [capsule()] })).toEqual([]);
  });

  test('a condition on the identity of nodes clears what kubelets write, and nothing else', () => {
    const matchConditions = [
      { name: 'no-nodes', expression: '!("system:nodes" in request.userInfo.groups)' },
    ];
    const findings = examineIncident({ webhooks: [capsule({ runsOn: [], matchConditions })] });
    const actors = new Set(findings.flatMap(({ writes = [] }) => writes).map(({ actor }) => actor));
    expect(actors.has('kubelet')).toBe(false);
    expect(actors.has('drain')).toBe(true);
  });
});

describe('pods of the network, and webhooks that cannot come back', () => {
  test.each([
    ['netbirdio/kubernetes-operator#238', 'mpod-v1.netbird.io'],
    ['hashicorp/consul-k8s#715', 'consul-connect-injector.consul.hashicorp.com'],
  ])('%s: the pods of kube-system are refused while nothing answers', (_thread, name) => {
    const findings = examineIncident({ webhooks: [{ type: 'Mutating', name, rules: PODS, runsOn: [] }] });
    expect(effectsOf(findings, `controller-write-denied/${name}`)).toContain(
      'kube-proxy, network and DNS pods are not created again',
    );
  });

  test('banzaicloud/bank-vaults#1464: a selector on a label that the namespace does not carry excludes nothing', () => {
    const webhook: IncidentWebhook = {
      type: 'Mutating',
      name: 'pods.vault-secrets-webhook.admission.banzaicloud.com',
      rules: PODS,
      namespaceSelector: excluding('name', 'kube-system', 'engine'),
      runsOn: [],
    };
    const id = 'controller-write-denied/pods.vault-secrets-webhook.admission.banzaicloud.com';
    expect(hits(examineIncident({ webhooks: [webhook] }))).toContain(id);
    const labelled = { 'kube-system': { name: 'kube-system' }, engine: { name: 'engine' } };
    expect(hits(examineIncident({ webhooks: [webhook], namespaces: labelled }))).not.toContain(id);
  });

  test('linkerd/linkerd2#10817: with and without the label that opts out', () => {
    const webhook: IncidentWebhook = {
      type: 'Mutating',
      name: 'linkerd-proxy-injector.linkerd.io',
      namespace: 'linkerd',
      rules: PODS,
      namespaceSelector: excluding('config.linkerd.io/admission-webhooks', 'disabled'),
      runsOn: [],
    };
    const optOut = { 'config.linkerd.io/admission-webhooks': 'disabled' };
    expect(hits(examineIncident({ webhooks: [webhook] }))).not.toEqual(NOTHING);
    expect(
      hits(examineIncident({ webhooks: [webhook], namespaces: { 'kube-system': optOut, linkerd: optOut } })),
    ).toEqual(NOTHING);
  });

  test.each([
    [[], 'blocker'],
    [['w-1'], 'disruptive'],
    [['w-1', 'w-2'], 'caution'],
  ] as const)('hashicorp/vault-helm#609: an injector on its own pods, running on %j', (runsOn, severity) => {
    const webhook: IncidentWebhook = {
      type: 'Mutating',
      name: 'vault.hashicorp.com',
      rules: PODS,
      timeoutSeconds: 4,
      runsOn,
    };
    const findings = examineIncident({ webhooks: [webhook] });
    expect(idsOf(findings, severity)).toContain('webhook-deadlock/vault.hashicorp.com');
  });

  test('its own namespace excluded, it is no deadlock', () => {
    const webhook: IncidentWebhook = {
      type: 'Mutating',
      name: 'vault.hashicorp.com',
      rules: PODS,
      namespaceSelector: excluding('kubernetes.io/metadata.name', 'engine', 'kube-system'),
      runsOn: [],
    };
    expect(examineIncident({ webhooks: [webhook] })).toEqual([]);
  });

  test('defenseunicorns/uds-core#1509: two webhooks that need each other', () => {
    const one = (name: string, namespace: string): IncidentWebhook => ({
      type: 'Mutating',
      name,
      namespace,
      rules: PODS,
      namespaceSelector: excluding('kubernetes.io/metadata.name', namespace, 'kube-system'),
      runsOn: [],
    });
    const findings = examineIncident({
      webhooks: [one('istiod', 'istio-system'), one('pepr', 'pepr-system')],
    });
    expect(hits(findings)).toEqual(['webhook-deadlock/istiod+pepr']);
    expect(hits(examineIncident({ webhooks: [one('istiod', 'istio-system')] }))).toEqual(NOTHING);
  });

  test('SlinkyProject/slurm-operator#189: pods/binding is a resource of its own', () => {
    const webhook = (resource: string): IncidentWebhook => ({
      name: 'podsbinding-v1.kb.io',
      rules: [['', resource, ['CREATE']]],
      namespaceSelector: excluding('kubernetes.io/metadata.name', 'nothing'),
      runsOn: [],
    });
    expect(hits(examineIncident({ webhooks: [webhook('pods/binding')] }))).toEqual([
      'controller-write-denied/podsbinding-v1.kb.io',
    ]);
    const bound = examineIncident({ webhooks: [webhook('pods')] })
      .flatMap(({ writes = [] }) => writes)
      .filter(({ resource }) => resource === 'pods/binding');
    expect(bound).toEqual([]);
  });
});

describe('installers', () => {
  test('enix/kube-image-keeper#560: a webhook that may change mirror pods', () => {
    const webhook: IncidentWebhook = {
      type: 'Mutating',
      name: 'kuik.enix.io',
      rules: PODS,
      failurePolicy: 'Ignore',
    };
    expect(idsOf(examineIncident({ webhooks: [webhook] }), 'caution')).toEqual([
      'node-write-at-risk/kuik.enix.io',
    ]);
    const matchConditions = [
      {
        name: 'no-mirror-pods',
        expression:
          "!has(object.metadata.annotations) || !('kubernetes.io/config.mirror' in object.metadata.annotations)",
      },
    ];
    expect(examineIncident({ webhooks: [{ ...webhook, matchConditions }] })).toEqual([]);
  });

  test('mirror pods that are refused roll kubeadm back, and make talosctl wait in vain', () => {
    const webhook: IncidentWebhook = { name: 'pods.example', rules: PODS, runsOn: [] };
    expect(effectsOf(examineIncident({ webhooks: [webhook] }), 'node-write-denied/pods.example')).toContain(
      'kubeadm waits 5 min for the new static pod and rolls back',
    );
    expect(
      effectsOf(
        examineIncident({ webhooks: [webhook] }, { distribution: 'talos' }),
        'node-write-denied/pods.example',
      ),
    ).toContain('talosctl upgrade-k8s waits in vain for the new static pod');
  });

  test('kubernetes-sigs/kubespray#12006: the health-check Job of kubeadm', () => {
    const webhook: IncidentWebhook = { name: 'jobs.example', rules: [['batch', 'jobs']], runsOn: [] };
    const findings = examineIncident({ webhooks: [webhook] });
    expect(effectsOf(findings, 'installer-write-denied/jobs.example')).toEqual([
      'kubeadm stops before it changed anything',
    ]);
    expect(examineIncident({ webhooks: [webhook] }, { distribution: 'talos' })).toEqual([]);
    expect(examineIncident({ webhooks: [webhook] }, { distribution: 'unknown' })).toEqual([]);
  });

  test('kubeadm sends CREATE even for what exists', () => {
    const webhook: IncidentWebhook = {
      name: 'create.example',
      rules: [['apps', 'daemonsets', ['CREATE']]],
      runsOn: [],
    };
    const [finding] = examineIncident({ webhooks: [webhook] });
    expect(finding?.id).toBe('installer-write-denied/create.example');
    expect(finding?.writes?.map(({ operation, names }) => [operation, names])).toEqual([
      ['CREATE', ['kube-proxy']],
    ]);
  });

  test('aws-load-balancer-controller: kube-dns is a Service too', () => {
    const webhook: IncidentWebhook = {
      type: 'Mutating',
      name: 'mservice.elbv2.k8s.aws',
      rules: [['', 'services', ['CREATE']]],
      runsOn: [],
    };
    expect(
      effectsOf(examineIncident({ webhooks: [webhook] }), 'installer-write-denied/mservice.elbv2.k8s.aws'),
    ).toEqual(['kubeadm stops after a minute, with the control plane already new']);
  });

  test('open-policy-agent/gatekeeper#725: namespaces opt out by a label', () => {
    const webhook: IncidentWebhook = {
      name: 'validation.gatekeeper.sh',
      namespace: 'gatekeeper-system',
      rules: PODS,
      namespaceSelector: {
        matchExpressions: [
          { key: 'control-plane', operator: 'DoesNotExist' },
          { key: 'admission.gatekeeper.sh/ignore', operator: 'DoesNotExist' },
        ],
      },
      runsOn: [],
    };
    const ignored = { 'admission.gatekeeper.sh/ignore': '' };
    expect(hits(examineIncident({ webhooks: [webhook] }))).not.toEqual(NOTHING);
    expect(
      hits(
        examineIncident({
          webhooks: [webhook],
          namespaces: { 'kube-system': ignored, 'gatekeeper-system': ignored },
        }),
      ),
    ).toEqual(NOTHING);
  });
});

describe('nothing is blamed that is not to blame', () => {
  test('kubernetes/kubernetes#136288, k0sproject/k0s#8246: no webhook, no finding', () => {
    expect(examineIncident({ webhooks: [] })).toEqual([]);
  });

  test('a webhook on custom resources meets no write of an upgrade', () => {
    const webhook: IncidentWebhook = { name: 'cr.example', rules: [['example.dev', '*']], runsOn: [] };
    expect(examineIncident({ webhooks: [webhook] }, { backends: 'down' })).toEqual([]);
  });

  test('an injector that works on chosen namespaces only', () => {
    const webhook: IncidentWebhook = {
      type: 'Mutating',
      name: 'inject.example',
      rules: PODS,
      namespaceSelector: { matchLabels: { inject: 'enabled' } },
      runsOn: [],
    };
    expect(examineIncident({ webhooks: [webhook] }, { backends: 'down' })).toEqual([]);
  });
});
