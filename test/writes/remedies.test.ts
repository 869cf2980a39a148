import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/assessment/finding.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { applyPatch, applyRemedy, commandsOf } from './apply-remedy.ts';
import { examine, recordedObjects, recordedVerdicts } from './examine.ts';

const ROWS = ['verdicts-1.32-1.34.jsonl', 'verdicts-1.35-1.36.jsonl'].flatMap(recordedVerdicts);
const LOST = ROWS.filter((row) => row.outcome !== 'ready').map(
  (row) => [`${row.config} ${row.from} → ${row.to}`, row] as const,
);

const isBlocker = ({ severity }: Finding) => severity === 'blocker';

/** How many writes a finding is about, whoever of its webhooks meets them. */
const countWrites = ({ writes = [] }: Finding): number =>
  new Set(
    writes.flatMap(({ hop, operation, resource, namespace, names }) =>
      names.map((name) => [hop.to, operation, resource, namespace, name].join(' ')),
    ),
  ).size;

const ofWholeCause = (finding: Finding, others: readonly Finding[]) =>
  others.filter(({ id }) => id.split('/').slice(1).join('/') === finding.id.split('/').slice(1).join('/'));

describe('a configuration that a real API server did not survive', () => {
  test.each(LOST)(
    '%s: the first step of its remedy, as a shell reads it, lets all its writes pass',
    (_, row) => {
      const objects = recordedObjects(row.config ?? '');
      const findings = examine(objects, row.from ?? '', row.to ?? '').filter(isBlocker);
      expect(findings).not.toEqual([]);
      for (const finding of findings) {
        const after = examine(applyRemedy(finding, objects), row.from ?? '', row.to ?? '');
        expect(ofWholeCause(finding, after).filter(isBlocker)).toEqual([]);
      }
    },
  );

  test.each(LOST)('%s: its proof counts the writes that are stopped', (_, row) => {
    for (const finding of examine(recordedObjects(row.config ?? ''), row.from ?? '', row.to ?? '')) {
      const count = countWrites(finding);
      const said = count === 1 ? 'the one write is' : `all ${count} writes are`;
      expect(finding.proof).toContain(`Simulated: `);
      expect(finding.proof).toContain(said);
    }
  });

  test.each(LOST)('%s: a matchCondition is enough', (_, row) => {
    for (const finding of examine(recordedObjects(row.config ?? ''), row.from ?? '', row.to ?? '').filter(
      isBlocker,
    )) {
      expect(finding.proof).toMatch(/^Simulated: with this matchCondition, .* admitted by /);
      expect(finding.remediate[0]?.run).toContain('request.userInfo.username != ');
    }
  });
});

const first = (config: string, from = '1.32', to = '1.34'): Finding => {
  const [finding] = examine(recordedObjects(config), from, to).filter(isBlocker);
  if (finding === undefined) throw new Error(`${config} stops nothing`);
  return finding;
};

const titles = ({ remediate }: Finding) => remediate.map(({ title }) => title);

describe('the remedy of a product', () => {
  test('Kyverno puts a patch back: its settings come first, and no patch of the configuration is offered', () => {
    const finding = first('kyverno-1.19-wildcard-enforce');
    const [step] = finding.remediate;
    const [helm = []] = commandsOf(step ?? { title: '' });
    expect(helm.slice(0, 2)).toEqual(['helm', 'upgrade']);
    expect(helm.at(-1)).toBe(
      `config.matchConditions=${JSON.stringify([{ name: 'exclude-kube-apiserver', expression: 'request.userInfo.username != "system:apiserver"' }])}`,
    );
    expect(finding.remediate.flatMap(commandsOf).filter((command) => command[1] === 'patch')).toEqual([]);
    expect(finding.explain).toContain('Recognised as Kyverno.');
  });

  test('Kyverno: the conditions that are there stay', () => {
    const finding = first('kyverno-1.19-wildcard-mc-resources');
    const helm = commandsOf(finding.remediate[0] ?? { title: '' })[0]?.at(-1) ?? '';
    const conditions = JSON.parse(helm.slice(helm.indexOf('=') + 1)) as { name: string }[];
    const [configuration] = recordedObjects('kyverno-1.19-wildcard-mc-resources');
    const [webhook] = (configuration as KubeObject).webhooks as { matchConditions: { name: string }[] }[];
    expect(conditions.slice(0, -1)).toEqual(webhook?.matchConditions);
    expect(conditions.at(-1)?.name).toBe('exclude-kube-apiserver');
  });

  test('Kyverno: a policy with conditions of its own takes them itself', () => {
    const finding = first('kyverno-1.19-finegrained-replaces-global');
    expect(finding.remediate[0]?.title).toContain('policy that has this webhook to itself');
  });

  test('Gatekeeper is written by Helm: its value first, then a patch that acts at once', () => {
    const finding = first('gatekeeper-3.23-fail-closed');
    expect(finding.remediate[0]?.run).toContain('--set-json validatingWebhookMatchConditions=');
    expect(titles(finding)[1]).toMatch(/^Or at once: patch gatekeeper-validating-webhook-configuration/);
  });

  test('a configuration of nobody known is patched, and can be taken away', () => {
    const own = recordedObjects('opa-kube-mgmt-fail').map((object) => ({
      ...object,
      metadata: { name: 'our-own' },
      webhooks: (object.webhooks as Record<string, unknown>[]).map((webhook) => ({
        ...webhook,
        name: 'check.example.com',
      })),
    }));
    const [finding] = examine(own, '1.33', '1.34').filter(isBlocker);
    expect(finding?.remediate.map(({ title }) => title)).toEqual([
      "Patch our-own: a matchCondition that lets kube-apiserver's own requests pass",
      'Or: take our-own away for the duration of the upgrade',
    ]);
  });

  test('a controller without a setting for exemptions: only taking it away lasts, and the proof says that', () => {
    const longhorn: KubeObject = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'longhorn-webhook-validator' },
      webhooks: [
        {
          name: 'validator.longhorn.io',
          clientConfig: { service: { namespace: 'longhorn-system', name: 'longhorn-admission-webhook' } },
          rules: [
            {
              operations: ['*'],
              apiGroups: ['rbac.authorization.k8s.io'],
              apiVersions: ['*'],
              resources: ['*'],
            },
          ],
        },
      ],
    };
    const [finding] = examine([longhorn], '1.33', '1.34').filter(isBlocker);
    expect(finding?.proof).toMatch(
      /^A narrower fix would do as well, but Longhorn puts its own version back\. Simulated: without it, /,
    );
    expect(finding?.remediate[0]?.title).toBe(
      'Take the configuration of Longhorn away for the duration of the upgrade',
    );
  });

  test('built-in webhooks of a platform are nobody’s to switch off: no fix is claimed', () => {
    const eks: KubeObject = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'vpc-resource-validating-webhook' },
      webhooks: [
        {
          name: 'vnode.vpc.k8s.aws',
          clientConfig: { url: 'https://127.0.0.1:9443/validate' },
          rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] }],
        },
      ],
    };
    const [finding] = examine([eks], '1.33', '1.34').filter(isBlocker);
    expect(finding?.proof).toMatch(/^No fix could be proven by simulation\./);
  });
});

describe('a patch', () => {
  const configuration = recordedObjects('opa-kube-mgmt-fail')[0] as KubeObject;
  const finding = first('opa-kube-mgmt-fail');
  const step = finding.remediate.find(({ title }) => title.startsWith('Patch '));
  const patchOf = (text: string | undefined) => {
    const [command = []] = commandsOf({ title: '', ...(text === undefined ? {} : { run: text }) });
    return JSON.parse(command[command.indexOf('-p') + 1] ?? '');
  };

  test('adds nothing but the condition', () => {
    const after = applyPatch(configuration, patchOf(step?.run));
    const [before] = configuration.webhooks as Record<string, unknown>[];
    expect(after.webhooks).toEqual([
      { ...before, matchConditions: [expect.objectContaining({ name: 'exclude-kube-apiserver' })] },
    ]);
  });

  test('is taken back by its undo', () => {
    const after = applyPatch(configuration, patchOf(step?.run));
    const [webhook] = applyPatch(after, patchOf(step?.undo)).webhooks as Record<string, unknown>[];
    expect(webhook).toEqual({
      ...(configuration.webhooks as Record<string, unknown>[])[0],
      matchConditions: [],
    });
  });

  test('is refused where webhooks were moved meanwhile', () => {
    const moved = {
      ...configuration,
      webhooks: [{ name: 'new.example.com' }, ...(configuration.webhooks as [])],
    };
    expect(() => applyPatch(moved, patchOf(step?.run))).toThrow('test failed');
  });

  test('says what it lets pass, and that exempting ServiceCIDR and IPAddress only is not enough', () => {
    expect(step?.note).toContain('It lets pass what kube-apiserver writes for itself and nothing else');
    expect(step?.note).toContain('Exempting only ServiceCIDR and IPAddress is not enough');
  });
});

describe('a policy', () => {
  const finding = first('hazard-vap-servicecidr-deny-all');

  test('gets the condition itself', () => {
    expect(finding.remediate[0]?.run).toMatch(
      /^kubectl patch validatingadmissionpolicy servicecidrs\.deny-all /,
    );
    expect(finding.proof).toMatch(/admitted by servicecidrs\.deny-all\.$/);
  });

  test('is rescued by deleting its binding or leaving out its plugin, never by deleting webhooks', () => {
    const commands = finding.rescue.map(({ run }) => run ?? '').join('\n');
    expect(commands).toMatch(
      /kubectl \S+ \S+ delete validatingadmissionpolicybinding servicecidrs\.deny-all/,
    );
    expect(commands).toContain('--disable-admission-plugins=ValidatingAdmissionPolicy');
    expect(commands).not.toContain('webhookconfiguration');
  });
});

describe('the way out', () => {
  const rescueOn = (distribution: string) => {
    const [finding] = examine(recordedObjects('kyverno-1.19-wildcard-enforce'), '1.33', '1.34', {
      distribution,
    });
    return (finding?.rescue ?? []).map(({ run }) => run ?? '').join('\n');
  };

  test.each([
    ['kubeadm', '/etc/kubernetes/manifests/kube-apiserver.yaml'],
    ['talos', 'talosctl'],
    ['k3s', '/etc/rancher/k3s/'],
    ['rke2', '/etc/rancher/rke2/'],
    ['k0s', '/etc/k0s/k0s.yaml'],
  ])(
    '%s: deleting the configuration, then a start without the plugin, as it is done there',
    (distribution, says) => {
      const commands = rescueOn(distribution);
      expect(commands).toContain(
        'delete validatingwebhookconfiguration kyverno-resource-validating-webhook-cfg',
      );
      expect(commands).toContain('ValidatingAdmissionWebhook');
      expect(commands).toContain(says);
    },
  );

  test.each(['eks', 'gke', 'aks', 'openshift'])(
    '%s: no flag is offered that nobody can set',
    (distribution) => {
      const commands = rescueOn(distribution);
      expect(commands).toContain(
        'delete validatingwebhookconfiguration kyverno-resource-validating-webhook-cfg',
      );
      expect(commands).not.toContain('disable-admission-plugins');
    },
  );
});

describe('a server without matchConditions', () => {
  const objects = (resources: readonly string[]): KubeObject[] => [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'old' },
      webhooks: [
        {
          name: 'old.example.com',
          clientConfig: { url: 'https://127.0.0.1:1/' },
          rules: [
            {
              operations: ['CREATE', 'UPDATE'],
              apiGroups: ['rbac.authorization.k8s.io', 'apps'],
              apiVersions: ['*'],
              resources,
            },
          ],
        },
      ],
    },
  ];

  test('gets rules without what the upgrade writes', () => {
    const before = objects(['deployments', 'clusterroles', 'clusterrolebindings', 'roles', 'rolebindings']);
    const [finding] = examine(before, '1.26', '1.27').filter(isBlocker);
    expect(finding?.proof).toMatch(/^Simulated: with these rules, /);
    const [after] = applyRemedy(finding as Finding, before);
    const [webhook] = (after as KubeObject).webhooks as { rules: { resources: string[] }[] }[];
    expect(webhook?.rules.flatMap(({ resources }) => resources)).toContain('deployments');
    expect(webhook?.rules.flatMap(({ resources }) => resources)).not.toContain('clusterroles');
    expect(examine([after as KubeObject], '1.26', '1.27')).toEqual([]);
  });

  test('cannot spell out a wildcard where it is not known what the cluster serves', () => {
    const [finding] = examine(objects(['*']), '1.26', '1.27').filter(isBlocker);
    expect(finding?.proof).toMatch(
      /^No narrower rules could be proven, and matchConditions need Kubernetes 1\.28, newer than 1\.26\. Simulated: without it, /,
    );
  });
});
