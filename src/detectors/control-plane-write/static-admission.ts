import { textOf } from '../../admission/read-fields.ts';
import type { NotChecked } from '../../assessment/assessment.ts';
import type { GateSetting } from '../../components/component.ts';
import type { ComponentPod } from '../../components/component-pods.ts';
import { type ComponentSettings, readComponentSettings } from '../../components/settings.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';
import type { Path } from '../../upgrade/path.ts';
import { compareMinors, type Minor, minorOf } from '../../upgrade/version.ts';

const SERVER = 'kube-apiserver';
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
  const settings = readComponentSettings(facts);
  const servers = settings.pods.filter(({ component }) => component === SERVER);
  const written = settings.flags.filter(
    ({ component, name, place }) =>
      component === SERVER && name === FLAG && place.object.kind === 'ConfigMap',
  );
  const files = [...new Set([...servers.flatMap(filesOf), ...written.map(({ value }) => value)])].sort();
  if (files.length === 0) return [];
  const newest = path.hops
    .map((hop) => minorOf(hop.to))
    .reduce((a, b) => (compareMinors(a, b) < 0 ? b : a), '1.0');
  const mayHold =
    servers.some((server) => mayReadManifests(server, settings, newest)) ||
    (written.length > 0 && mayBeOn(settings, undefined, newest));
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

function mayReadManifests(server: ComponentPod, settings: ComponentSettings, minor: Minor): boolean {
  return filesOf(server).length > 0 && mayBeOn(settings, server, minor) && !isOnlyTalosOwn(server);
}

/** A server has the gates of its pod, or those of kubeadm's configuration once kubeadm has made its manifest anew. */
function mayBeOn({ gates }: ComponentSettings, server: ComponentPod | undefined, minor: Minor): boolean {
  if (compareMinors(minor, GATE_FROM) < 0) return false;
  const own = gates.filter(({ component }) => component === SERVER);
  const ofPod = own.filter(
    ({ place: { object } }) => object.kind === 'Pod' && object.name === server?.pod.metadata.name,
  );
  const ofConfiguration = own.filter(({ place }) => place.object.kind === 'ConfigMap');
  return isOn(ofPod, minor) || isOn([...ofPod, ...ofConfiguration], minor);
}

function isOn(gates: readonly GateSetting[], minor: Minor): boolean {
  const set = (gate: string) => gates.findLast(({ name }) => name === gate)?.value;
  const byDefault = compareMinors(minor, GATE_ON_FROM) >= 0;
  return set(GATE) ?? (byDefault || set('AllAlpha') === true);
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
