import type { KubeObject } from '../facts/kube-object.ts';
import { compareDotted } from '../upgrade/version.ts';
import type { Misfit } from './fields.ts';

/** What installer files say of a cluster, as the objects that a cluster would show it in. */
export interface InstallerSettings {
  readonly distribution: 'kubeadm' | 'talos';
  /** Settings: pods with their flags, ConfigMaps with component configuration. */
  readonly settings: readonly KubeObject[];
  /** Machines; of use only where no cluster shows its own. */
  readonly nodes: readonly KubeObject[];
  /** Versions of Kubernetes that the files name, lowest and highest: `1.33.4`. */
  readonly lowest?: string;
  readonly highest?: string;
  /** Which form of kube-apiserver's settings a Talos configuration has. */
  readonly talosForm?: 'legacy' | 'documents';
}

/** What became of reading one file. */
export type Parsed<T> = { readonly value: T } | { readonly misfits: readonly Misfit[] };

/** The version in the tag of an image, `1.33.4` of `registry.k8s.io/kubelet:v1.33.4@sha256:…`; undefined where the tag is none. */
export function versionOfImage(image: string | undefined): string | undefined {
  return /:v?(\d{1,3}\.\d{1,3}\.\d{1,3}(?:-(?:alpha|beta|rc)\.\d{1,3})?)(?:[-+@_]|$)/.exec(image ?? '')?.[1];
}

/** Lowest and highest of some versions. */
export function rangeOf(
  versions: readonly (string | undefined)[],
): Pick<InstallerSettings, 'lowest' | 'highest'> {
  const sorted = versions.flatMap((version) => version ?? []).sort(compareDotted);
  const [lowest] = sorted;
  const highest = sorted.at(-1);
  return lowest === undefined || highest === undefined ? {} : { lowest, highest };
}
