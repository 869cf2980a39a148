import type { FlagSetting, GateSetting } from '../components/component.ts';
import { COMPONENT_ORDER } from '../components/component.ts';
import type { ComponentSettings } from '../components/settings.ts';
import type { Evidence } from '../detectors/detector.ts';
import { nameOf, someOf } from './listing.ts';

type Setting = GateSetting | FlagSetting;

/** A setting as evidence: the object, the field and the value. */
export function settingEvidence({ component, name, place }: Setting, value: string): Evidence {
  return { object: place.object, values: { component, setting: name, field: place.field, value } };
}

/** `Pod kube-system/kube-apiserver-cp1 (--feature-gates) and 2 more`. */
export function placesOf(settings: readonly Setting[]): string {
  return someOf(settings.map(({ place }) => `${nameOf(place.object)} (${place.field})`));
}

/** The components of settings, in the order in which an upgrade reaches them. */
export function componentsOf(settings: readonly Setting[]): readonly string[] {
  return COMPONENT_ORDER.filter((component) => settings.some((setting) => setting.component === component));
}

/** kubeadm makes manifests anew, so that what only a running pod has comes back by a patch or not at all; which of the two is not visible. */
export function writtenAnew(
  settings: readonly Setting[],
  { hasClusterConfiguration }: ComponentSettings,
): readonly string[] {
  const isOnlyInPods = settings.every(({ place }) => place.object.kind === 'Pod');
  const isStatic = settings.some(({ component }) => component !== 'kube-proxy');
  return hasClusterConfiguration && isOnlyInPods && isStatic
    ? [
        'ConfigMap kube-system/kubeadm-config does not name it: kubeadm writes the manifest anew without it, unless a folder of patches puts it back',
      ]
    : [];
}
