import type { FactReader } from '../facts/fact-reader.ts';
import type { Path } from '../upgrade/path.ts';
import { compareMinors, compareVersions, formatVersion, minorOf, parseVersion } from '../upgrade/version.ts';
import type { NotChecked } from './assessment.ts';
import type { Examiner } from './examination.ts';
import type { Finding, Severity } from './finding.ts';

/** Says what the path itself brings: minors that a direct jump would skip. */
export const examinePath: Examiner = ({ facts, path, distribution }) => {
  const notChecked = outsidePath(facts, path);
  if (path.between.length === 0) return { findings: [], questions: [], notChecked };
  const from = formatVersion(path.from);
  const to = formatVersion(path.to);
  const skipped = path.between.join(', ');
  const crossesAllocators =
    compareMinors(minorOf(path.from), '1.33') < 0 && compareMinors(minorOf(path.to), '1.34') >= 0;
  const hop = { from, to };
  const finding: Finding = {
    id: 'skipped-minor',
    hazard: 'skipped-minor',
    outcome: 'hit',
    severity: SEVERITY_BY_INSTALLER[distribution] ?? 'disruptive',
    confidence: 'confirmed',
    category: 'skew',
    component: 'upgrade path',
    title: `${minorOf(path.from)} to ${minorOf(path.to)} in one jump would skip ${skipped}`,
    message: `${INSTALLERS[distribution] ?? INSTALLERS.unknown} Go through ${skipped}: this report checks each hop.`,
    hop,
    hops: [hop],
    evidence: path.between.map((minor) => ({ values: { minor } })),
    because: [],
    explain: [
      'API servers of one control plane must be within one minor of each other, and components are only tested against their neighbours. A jump takes the writes, migrations and removals of every minor it skips at once.',
      ...(crossesAllocators
        ? [
            'From 1.32 or older to 1.34 or newer there is a special danger: a 1.32 server allocates Service addresses from a bitmap, a 1.34 server from IPAddress objects only. While both run they do not see each other, and two Services can be given the same address.',
          ]
        : []),
    ].join('\n\n'),
    remediate: path.hops.map((step) => ({
      title: `Upgrade from ${formatVersion(step.from)} to ${formatVersion(step.to)}, and let every node reach it before the next hop`,
    })),
    rescue: [],
    sources: [
      { type: 'docs', url: 'https://kubernetes.io/releases/version-skew-policy/' },
      { type: 'docs', url: 'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-upgrade/' },
    ],
  };
  return { findings: [finding], questions: [], notChecked };
};

/** With --from the path may be another than the one that the cluster is to go. */
function outsidePath(facts: FactReader, path: Path): readonly NotChecked[] {
  const fact = facts.serverVersion();
  const server = fact.state === 'unknown' ? undefined : parseVersion(fact.value);
  const what = 'the way that this cluster has to go';
  if (server === undefined) {
    const because =
      fact.state === 'unknown' ? fact.because : `the API server says that its version is ${fact.value}`;
    const next = `Make sure that it runs ${formatVersion(path.from)}: kubectl version`;
    return [{ what, because, next, mayHideBlocker: true }];
  }
  const runs = `the API server that answered runs ${formatVersion(server)}`;
  const [from, to] = [formatVersion(path.from), formatVersion(path.to)];
  if (compareVersions(server, path.to) > 0) {
    const next = `Give a --to that is newer than ${formatVersion(server)}.`;
    return [{ what, because: `${runs}, which is newer than the target ${to}`, next, mayHideBlocker: true }];
  }
  if (compareMinors(minorOf(server), minorOf(path.from)) >= 0) return [];
  const because = `${runs}, and the path that was looked at begins at ${from}`;
  return [{ what, because, next: 'Check again without --from.', mayHideBlocker: true }];
}

/** kubeadm cannot be talked into it; what does not refuse is the danger. */
const SEVERITY_BY_INSTALLER: Readonly<Record<string, Severity>> = { kubeadm: 'caution', kind: 'caution' };

const INSTALLERS: Readonly<Record<string, string>> = {
  kubeadm: 'kubeadm refuses a target more than one minor ahead, even with --force.',
  talos:
    'talosctl upgrade-k8s refuses it, but an edit of the machine configuration (by GitOps, say) does not: Talos applies the new images to all control planes at once.',
  unknown:
    'Some installers refuse this (kubeadm, talosctl upgrade-k8s); an edit of image tags, in a Talos machine configuration for example, does not.',
};
