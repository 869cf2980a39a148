import { shellQuote } from '../../assessment/fill.ts';
import type { Finding, HopName, Severity } from '../../assessment/finding.ts';
import { backupFile } from '../../products/backup-file.ts';
import { restoreFrom, saveAndDelete } from '../../products/save-and-delete.ts';
import type { Deadlock } from './find-deadlocks.ts';

const SEVERITIES: Readonly<Record<Deadlock['when'], Severity>> = {
  now: 'blocker',
  untold: 'blocker',
  drain: 'disruptive',
  outage: 'caution',
};

/** Tells of each deadlock as a finding of its own. */
export function deadlockFindings(
  deadlocks: readonly Deadlock[],
  hops: readonly HopName[],
): readonly Finding[] {
  const ids = deadlocks.map((deadlock) => configurationsOf(deadlock).join('+'));
  return deadlocks.map((deadlock, index) => {
    const id = ids[index] as string;
    const isShared = ids.indexOf(id) !== ids.lastIndexOf(id);
    return findingOf(deadlock, `webhook-deadlock/${isShared ? wholeNames(deadlock) : id}`, hops);
  });
}

function configurationsOf({ ring }: Deadlock): readonly string[] {
  return [...new Set(ring.map(({ configuration }) => configuration))];
}

/** Several webhooks of one configuration, or of one of each type with the same name, may each be a deadlock. */
function wholeNames({ ring }: Deadlock): string {
  return ring
    .map(({ type, configuration, name }) =>
      [`${type.toLowerCase()}webhookconfiguration`, configuration, name].join('/'),
    )
    .join('+');
}

function findingOf(deadlock: Deadlock, id: string, hops: readonly HopName[]): Finding {
  const { ring, when, because } = deadlock;
  const configurations = configurationsOf(deadlock);
  const [first] = ring;
  const service = first?.clientConfig.service;
  const names = ring.map(({ name }) => name).join(' and ');
  const own = `${service?.namespace}/${service?.name}`;
  return {
    id,
    hazard: 'webhook-deadlock',
    outcome: when === 'untold' ? 'unknown' : 'hit',
    severity: SEVERITIES[when],
    confidence: 'confirmed',
    category: 'control-plane-write',
    component: 'admission webhooks',
    title:
      ring.length === 1
        ? `Once ${names} does not answer, its own pods are refused and it cannot come back`
        : `${names} need each other: once neither answers, neither comes back`,
    message:
      ring.length === 1
        ? `${names} fails closed and is called when the pods of ${own}, which answer for it, are created: ${because}.`
        : `Each of ${names} fails closed and is called when the pods of the next are created: ${because}.`,
    hop: hops[0] as HopName,
    hops,
    evidence: ring.map(({ type, configuration, name }) => ({
      object: { kind: `${type}WebhookConfiguration`, name: configuration },
      values: { webhook: name },
    })),
    because: [because],
    explain:
      'An upgrade drains or restarts every node. While one pod still answers, a new one is admitted; once the last is gone, kube-apiserver refuses the pods that would answer, and with them every other pod that the webhook matches. Nothing heals that but a person.',
    remediate: [
      ...ring.map(({ type, configuration, name }) => ({
        title: `Exempt the namespaces of these backends from ${name}`,
        run: `kubectl edit ${type.toLowerCase()}webhookconfiguration ${shellQuote(configuration)}   # namespaceSelector: kubernetes.io/metadata.name NotIn [${namespacesOf(ring)}]`,
        note: 'A controller that owns the configuration takes it back: then set it in the product itself.',
      })),
      {
        title:
          'And run several replicas on several nodes, with a PodDisruptionBudget that lets one go at a time',
      },
    ],
    rescue: configurations.map((configuration) => {
      const type = ring.find((one) => one.configuration === configuration)?.type ?? 'Validating';
      const resource = `${type.toLowerCase()}webhookconfiguration`;
      const backup = backupFile({ kind: resource, name: configuration });
      return {
        title: `Save and delete ${configuration}; its pods come back then, and it with them`,
        run: saveAndDelete({ resource, names: shellQuote(configuration), backup }),
        verify: `kubectl -n ${shellQuote(service?.namespace ?? 'default')} get pods`,
        undo: restoreFrom(backup),
      };
    }),
    sources: [
      { type: 'issue', url: 'https://github.com/hashicorp/vault-helm/issues/609' },
      { type: 'issue', url: 'https://github.com/defenseunicorns/uds-core/issues/1509' },
      {
        type: 'docs',
        url: 'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
      },
    ],
  };
}

/** Quoted, though in a comment: a line break in what a webhook calls its namespace would end the comment. */
function namespacesOf(ring: Deadlock['ring']): string {
  return [...new Set(ring.map(({ clientConfig }) => shellQuote(clientConfig.service?.namespace ?? '')))].join(
    ', ',
  );
}
