import type { AdmissionPlugin } from './practice.ts';

/** The manifest of a static kube-apiserver, and where it is kept and made anew meanwhile. */
export interface StaticManifest {
  readonly manifest: string;
  /** The line that flags stand behind, as it is in the manifest. */
  readonly commandLine: string;
  readonly saved: string;
  readonly edited: string;
}

/**
 * Starts kube-apiserver without some admission plugins: names them in a flag of their own, and takes them out of the list of those that
 * are switched on, since the server refuses to start with a plugin in both (Kubernetes 1.36, apiserver `pkg/server/options/admission.go`).
 * Flags of this kind add up, so one that is there already keeps its plugins; a second run changes nothing.
 */
export function switchOff(
  plugins: readonly AdmissionPlugin[],
  { manifest, commandLine, saved, edited }: StaticManifest,
): string {
  const flag = `--disable-admission-plugins=${plugins.join(',')}`;
  const added = `s|^${commandLine}$|&\\n    - ${flag}|`;
  const taken = plugins.map((plugin) => `s/,${plugin}\\b//; s/=${plugin}\\b,\\?/=/`).join('; ');
  return `grep -xF -e '    - ${flag}' ${manifest} || { cp -p ${manifest} ${saved} && sed -e '/--enable-admission-plugins=/{ ${taken} }' -e '${added}' ${saved} > ${edited} && mv ${edited} ${manifest}; }`;
}
