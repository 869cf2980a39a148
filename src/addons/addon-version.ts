import { readNumbers } from '../detectors/image.ts';

/** The version of something installed, or why it cannot be told, as a clause. */
export type AddonVersion =
  | { readonly text: string; readonly numbers: readonly number[] }
  | { readonly because: string };

// The last one is how Go names a commit before the first release of a minor: `v8.6.0-0.20260508014929-7bbbf7c9b258`.
const PRERELEASE = /[-.](?:alpha|beta|rc|pre|preview|dev|snapshot|nightly)(?![a-z])|\.0-0\.\d{14}-/i;

/** Reads the version of a tag such as `v3.29.1`, `1.17.9-0` or, given its prefix, `stable-2.14.10`. */
export function readAddonVersion(tag: string, prefixes: readonly string[] = []): AddonVersion {
  if (tag === '') return { because: 'it is named without a tag' };
  const prefix = prefixes.find((one) => tag.startsWith(one)) ?? '';
  const text = tag.slice(prefix.length);
  const numbers = readNumbers(text);
  // One number alone may be a major version that moves, or a date.
  if (numbers === undefined || numbers.length < 2) return { because: `its tag ${tag} tells no version` };
  if (PRERELEASE.test(text)) return { because: `${tag} is a pre-release` };
  // As it is written, without what a builder adds: Trident calls itself 25.02.1, and CoreDNS on EKS is v1.11.3-eksbuild.2.
  return { text: /[\d.]+/.exec(text)?.[0] ?? numbers.join('.'), numbers };
}
