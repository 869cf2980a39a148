import { textOf } from '../../admission/read-fields.ts';
import type { NotChecked } from '../../assessment/assessment.ts';
import { type ComponentPod, findComponentPods } from '../../components/component-pods.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';
import type { Path } from '../../upgrade/path.ts';
import { compareMinors, type Minor, minorOf } from '../../upgrade/version.ts';

const FLAG = 'admission-control-config-file';
const GATE = 'ManifestBasedAdmissionControlConfig';
/** The gate is alpha in the first of these and on by default from the second on. */
const GATE_FROM: Minor = '1.36';
const GATE_ON_FROM: Minor = '1.37';

/** Talos writes this folder itself, out of the machine configuration; nobody else can put a manifest there. */
const TALOS_FOLDER = '/system/config/kubernetes/kube-apiserver';
/** What Talos mounts into kube-apiserver by itself. */
const TALOS_MOUNTS = [
  TALOS_FOLDER,
  '/system/secrets/kubernetes/kube-apiserver',
  '/var/log/audit/kube',
  '/etc/ssl/certs',
  '/etc/ca-certificates',
];

/**
 * Names the hole that webhooks and policies from files leave: they lie on the hosts of the control plane, where the API neither shows nor
 * removes them (kubernetes/enhancements KEP-5793). On Talos the flag is always there, and there is nowhere to read manifests from unless
 * something more is mounted.
 */
export function staticAdmission(facts: FactReader, path: Path): readonly NotChecked[] {
  const pods = facts.objects('pods');
  if (pods.state === 'unknown') return [];
  const servers = findComponentPods('kube-apiserver', pods.value);
  const files = [...new Set(servers.flatMap(filesOf))].sort();
  if (files.length === 0) return [];
  const newest = path.hops
    .map((hop) => minorOf(hop.to))
    .reduce((a, b) => (compareMinors(a, b) < 0 ? b : a), '1.0');
  const mayHold = servers.some((server) => mayReadManifests(server, newest));
  return [
    {
      what: 'admission configuration in files of the control-plane hosts',
      because: `kube-apiserver is started with --${FLAG}=${files.join(', ')}, ${
        mayHold
          ? 'whose staticManifestsDir may bring webhooks and policies that the API does not show'
          : 'which the API does not show; webhooks and policies cannot come from it here'
      }`,
      ...(mayHold
        ? { next: 'Read that file on each control-plane host, and each staticManifestsDir that it names.' }
        : {}),
      mayHideBlocker: mayHold,
    },
  ];
}

function mayReadManifests(server: ComponentPod, minor: Minor): boolean {
  if (filesOf(server).length === 0 || compareMinors(minor, GATE_FROM) < 0) return false;
  const gates = (server.flags ?? [])
    .filter(({ name }) => name === 'feature-gates')
    .map(({ value }) => value)
    .join(',');
  const gate = new RegExp(`(?:^|,)${GATE}=(true|false)`).exec(gates)?.[1];
  const isOn = gate === undefined ? compareMinors(minor, GATE_ON_FROM) >= 0 : gate === 'true';
  return isOn && !isOnlyTalosOwn(server);
}

function isOnlyTalosOwn(server: ComponentPod): boolean {
  return (
    filesOf(server).every((file) => file.startsWith(`${TALOS_FOLDER}/`)) &&
    mountsOf(server).every((mount) => TALOS_MOUNTS.includes(mount))
  );
}

function filesOf({ flags = [] }: ComponentPod): readonly string[] {
  return flags.flatMap(({ name, value }) => (name === FLAG ? [value] : []));
}

function mountsOf({ pod }: ComponentPod): readonly string[] {
  return listOf(fieldsOf(pod.spec).containers)
    .flatMap((container) => listOf(fieldsOf(container).volumeMounts))
    .map((mount) => textOf(fieldsOf(mount).mountPath, ''));
}
