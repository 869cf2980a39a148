import { textOf } from '../../admission/read-fields.ts';
import type { Finding } from '../../assessment/finding.ts';
import { someOf } from '../../catalogues/listing.ts';
import { talosReleaseOf } from '../../distributions/talos-release.ts';
import { fieldsOf } from '../../facts/fields.ts';
import { type KubeObject, refOf } from '../../facts/kube-object.ts';
import type { Path } from '../../upgrade/path.ts';
import { compareMinors, formatVersion, type Minor, minorOf } from '../../upgrade/version.ts';
import { type RuleContext, ruleFinding } from './rule.ts';

/** Says where the Talos release of a node is not made for the Kubernetes minors on the path: talosctl refuses, and so does Talos itself from 1.11 on. */
export function talosRelease({ facts, path, distribution, knowledge }: RuleContext): readonly Finding[] {
  if (distribution !== 'talos') return [];
  const nodes = facts.objects('nodes');
  const rows = knowledge.addons.find(({ name }) => name === 'talos')?.versions ?? [];
  // Where nodes cannot be listed the kubelets cannot be told either, and that says so.
  if (nodes.state === 'unknown' || rows.length === 0) return [];
  const rowOf = (release: string | undefined) =>
    rows.find(({ from }) => release !== undefined && from === minorOfRelease(release));
  const misfits = path.hops.flatMap((hop): readonly Finding[] => {
    const target = minorOf(hop.to);
    const bad = nodes.value.flatMap((node) => {
      const release = talosReleaseOf(node);
      const row = rowOf(release);
      if (release === undefined || row === undefined) return [];
      const { min, max } = row;
      const old = max !== undefined && compareMinors(target, max as Minor) > 0;
      const young = min !== undefined && compareMinors(target, min as Minor) < 0;
      return old || young ? [{ node, release, range: `${min} to ${max}` }] : [];
    });
    if (bad.length === 0) return [];
    const wanted = rows.find(
      ({ min, max }) =>
        min !== undefined &&
        max !== undefined &&
        compareMinors(target, min as Minor) >= 0 &&
        compareMinors(target, max as Minor) <= 0,
    );
    const releases = someOf(bad.map(({ release, range }) => `Talos ${release} (Kubernetes ${range})`));
    return [
      ruleFinding(
        {
          id: 'talos-release-does-not-fit',
          severity: 'blocker',
          component: 'talos',
          title: `${releases} does not go with Kubernetes ${target}`,
          message: `talosctl upgrade-k8s asks every node for its Talos release and refuses ${target}. From Talos 1.11 on an edit of the image tags is refused too; before, it is taken without a word.`,
          evidence: bad.map(({ node, release }) => ({ object: refOf(node), values: { talos: release } })),
          explain:
            'Each Talos release carries the range of Kubernetes minors that it can run: kubelet configuration, static pods and etcd are made by Talos itself.',
          remediate: [
            {
              title: `Upgrade Talos first, one minor at a time${wanted === undefined ? '' : `, to ${wanted.from} or a later one that still takes the Kubernetes of today`}`,
              run: 'talosctl -n <node> upgrade --image ghcr.io/siderolabs/installer:v<release>',
              verify: 'kubectl get nodes -o wide',
              note: 'Control planes one after the other; talosctl waits until etcd is healthy. Use the installer image of your own schematic where you have one.',
            },
          ],
          rescue: [
            { title: `Set the images back to ${formatVersion(hop.from)} in the machine configuration` },
          ],
          source: 'https://github.com/siderolabs/talos/tree/main/pkg/machinery/compatibility',
          hops: [{ from: formatVersion(hop.from), to: formatVersion(hop.to) }],
        },
        path,
      ),
    ];
  });
  const untold = nodes.value.filter((node) => {
    return isTalos(node) && rowOf(talosReleaseOf(node)) === undefined;
  });
  return [...misfits, ...(untold.length === 0 ? [] : [untoldRelease(untold, path)])];
}

/** A build of one's own may name anything else than a release. */
function isTalos({ status }: KubeObject): boolean {
  return textOf(fieldsOf(fieldsOf(status).nodeInfo).osImage, '').startsWith('Talos');
}

/** A release that is newer or older than what is known here, or that is not told. */
function untoldRelease(nodes: readonly KubeObject[], path: Path): Finding {
  const releases = [...new Set(nodes.flatMap((node) => talosReleaseOf(node) ?? []))].map(
    (release) => `Talos ${release}`,
  );
  const silent = nodes
    .filter((node) => talosReleaseOf(node) === undefined)
    .map(({ metadata }) => metadata.name);
  const because = [
    ...(releases.length === 0
      ? []
      : [`${someOf(releases)} ${releases.length === 1 ? 'is' : 'are'} not in this knowledge`]),
    ...(silent.length === 0 ? [] : [`the Talos release of ${someOf(silent)} is not told`]),
  ].join('; ');
  return ruleFinding(
    {
      id: 'talos-release-does-not-fit',
      severity: 'blocker',
      component: 'talos',
      title: 'Whether the Talos release goes with the Kubernetes minors on the way cannot be told',
      message: `talosctl upgrade-k8s asks every node for its Talos release and refuses a Kubernetes that it is not made for: ${because}.`,
      evidence: nodes.map((node) => ({
        object: refOf(node),
        values: { talos: talosReleaseOf(node) ?? 'unknown' },
      })),
      explain: 'Each Talos release carries the range of Kubernetes minors that it can run.',
      remediate: [
        {
          title: 'Look the release up in the support matrix of Talos, or use a newer knowledge',
          run: 'talosctl -n <node> version --short',
        },
      ],
      source: 'https://www.talos.dev/latest/introduction/support-matrix/',
      unknown: [because],
    },
    path,
  );
}

function minorOfRelease(release: string): string {
  return release.split('.').slice(0, 2).join('.');
}
