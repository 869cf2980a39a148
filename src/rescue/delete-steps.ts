import { shellQuote } from '../assessment/fill.ts';
import type { Step } from '../assessment/finding.ts';
import { backupFile } from '../products/backup-file.ts';
import { restoreFrom, saveAndDeleteInLoop } from '../products/save-and-delete.ts';
import type { Suspect } from './suspects.ts';

/**
 * Saves and deletes what turns the writes away. Measured on real control planes: the API server answers in the first seconds of each start,
 * before its hooks give up, and admission configuration is never intercepted, so a loop gets through on its second try.
 */
export function deleteSteps(suspects: readonly Suspect[], kubectl: string): readonly Step[] {
  const known = suspects.flatMap((suspect) => deleteStep(suspect, kubectl));
  const nameless = suspects.filter(
    ({ type, configuration }) => type === 'unknown' || (!isPolicy(type) && configuration === undefined),
  );
  return [
    ...(suspects.length === 0 || nameless.length > 0 ? [findStep(nameless, kubectl)] : []),
    ...known,
    ...(suspects.length === 0 || nameless.length > 0 ? [generalStep(kubectl)] : []),
    ...keepAway(suspects, kubectl),
  ];
}

function deleteStep(suspect: Suspect, kubectl: string): readonly Step[] {
  if (isPolicy(suspect.type)) {
    if (suspect.binding === undefined) return [];
    const type = suspect.type === 'policy' ? 'validating' : 'mutating';
    return [saveAndDelete(`${type}admissionpolicybinding`, suspect.binding, kubectl)];
  }
  if (suspect.configuration === undefined || suspect.type === 'unknown') return [];
  return [saveAndDelete(`${suspect.type.toLowerCase()}webhookconfiguration`, suspect.configuration, kubectl)];
}

function isPolicy(type: Suspect['type']): boolean {
  return type === 'policy' || type === 'mutating policy';
}

function saveAndDelete(resource: string, name: string, kubectl: string): Step {
  const backup = backupFile({ kind: resource, name });
  return {
    title: `Save and delete ${resource} ${name} while kube-apiserver is up for its first seconds`,
    run: saveAndDeleteInLoop({ resource, names: shellQuote(name), backup }, kubectl),
    verify: `${kubectl} get --raw '/readyz?verbose'`,
    note: 'Leave it running: the server answers for some seconds in each start, up to a minute. What it enforced is not enforced meanwhile.',
    undo: restoreFrom(backup, kubectl),
  };
}

function findStep(nameless: readonly Suspect[], kubectl: string): Step {
  const names = nameless.map(({ name }) => `-e ${shellQuote(name)}`).join(' ');
  const filter = names === '' ? '' : ` | grep -F ${names}`;
  const list = `${kubectl} get validatingwebhookconfigurations,mutatingwebhookconfigurations -o 'custom-columns=KIND:.kind,NAME:.metadata.name,WEBHOOKS:.webhooks[*].name' --no-headers${filter}`;
  return {
    title:
      names === ''
        ? 'List the webhook configurations, while kube-apiserver is up for its first seconds'
        : `Find the configuration that holds ${nameless.map(({ name }) => name).join(' and ')}`,
    run: `until ${list}; do sleep 1; done`,
    ...(names === ''
      ? { note: 'Those of policy engines, and any with rules on "*", come first.' }
      : { note: 'A log names a webhook; what is deleted is the configuration that holds it.' }),
  };
}

function generalStep(kubectl: string): Step {
  return {
    title: 'Save and delete that configuration, while kube-apiserver is up for its first seconds',
    run: [
      'RESOURCE=validatingwebhookconfiguration NAME=<name>   # or mutatingwebhookconfiguration',
      saveAndDeleteInLoop(
        { resource: '$RESOURCE', names: '"$NAME"', backup: 'webhook-backup.yaml' },
        kubectl,
      ),
    ].join('\n'),
    verify: `${kubectl} get --raw '/readyz?verbose'`,
    undo: restoreFrom('webhook-backup.yaml', kubectl),
  };
}

/** Policy engines write their configurations themselves; until they are gone the loop would run for ever. */
function keepAway(suspects: readonly Suspect[], kubectl: string): readonly Step[] {
  const namespaces = [
    ...new Set(
      suspects.flatMap(({ service }) =>
        service?.includes('/') === true ? [service.slice(0, service.indexOf('/'))] : [],
      ),
    ),
  ];
  return namespaces.map((namespace) => ({
    title: `If it comes back: its controller in namespace ${namespace} writes it again, so stop that first`,
    run: `${kubectl} -n ${shellQuote(namespace)} get deployments\nuntil ${kubectl} -n ${shellQuote(namespace)} scale deployment <its controller> --replicas=0; do sleep 1; done`,
    note: 'Write the number of replicas down before, and scale nothing else: other things may run in that namespace.',
    undo: `${kubectl} -n ${shellQuote(namespace)} scale deployment <its controller> --replicas=<as before>`,
  }));
}
