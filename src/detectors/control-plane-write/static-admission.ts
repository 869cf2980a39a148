import type { NotChecked } from '../../assessment/assessment.ts';
import { findComponentPods } from '../../components/component-pods.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { Path } from '../../upgrade/path.ts';
import { compareMinors, type Minor, minorOf } from '../../upgrade/version.ts';

const FLAG = 'admission-control-config-file';

/** From here on that file may bring webhooks and policies of its own (gate ManifestBasedAdmissionControlConfig, alpha in 1.36, on in 1.37). */
const MAY_HOLD_WEBHOOKS: Minor = '1.36';

/**
 * Names the hole that webhooks and policies from files leave: they are on the hosts of the control plane and cannot be seen through the
 * API, even less be deleted (kubernetes/enhancements KEP-5793).
 */
export function staticAdmission(facts: FactReader, path: Path): readonly NotChecked[] {
  const pods = facts.objects('pods');
  if (pods.state === 'unknown') return [];
  const files = findComponentPods('kube-apiserver', pods.value).flatMap(({ flags = [] }) =>
    flags.flatMap(({ name, value }) => (name === FLAG ? [value] : [])),
  );
  if (files.length === 0) return [];
  const mayHold = path.hops.some((hop) => compareMinors(minorOf(hop.to), MAY_HOLD_WEBHOOKS) >= 0);
  return [
    {
      what: 'admission configuration in files of the control-plane hosts',
      because: `kube-apiserver is started with --${FLAG}=${[...new Set(files)].sort().join(', ')}, ${
        mayHold
          ? 'whose staticManifestsDir may hold webhooks and policies that the API does not show'
          : 'which the API does not show'
      }`,
      next: 'Read that file on each control-plane host, and each staticManifestsDir that it names.',
      mayHideBlocker: mayHold,
    },
  ];
}
