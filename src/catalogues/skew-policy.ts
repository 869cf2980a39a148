import { compareMinors, minorOf, type Version } from '../upgrade/version.ts';

/** How many minors a kubelet, and kube-proxy, may be older than kube-apiserver: three from 1.28 on (KEP-3935), two before. */
export function mostBehind(server: Version): number {
  return compareMinors(minorOf(server), '1.28') >= 0 ? 3 : 2;
}

/** How many minors a version is older than another; negative where it is newer. */
export function minorsBehind(version: Version, other: Version): number {
  return (other.major - version.major) * 1000 + other.minor - version.minor;
}
