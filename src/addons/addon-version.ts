import { readNumbers } from '../detectors/image.ts';

/** The version of something installed, or why it cannot be told, as a clause. */
export type AddonVersion =
  | { readonly text: string; readonly numbers: readonly number[] }
  | { readonly because: string };

const PRERELEASE = /[-.](?:alpha|beta|rc|pre|preview|dev|snapshot|nightly)(?![a-z])/i;

/** Reads the version of a tag such as `v3.29.1`, `1.17.9-0` or, given its prefix, `stable-2.14.10`. */
export function readAddonVersion(tag: string, prefixes: readonly string[] = []): AddonVersion {
  if (tag === '') return { because: 'it is named without a tag' };
  const prefix = prefixes.find((one) => tag.startsWith(one)) ?? '';
  const text = tag.slice(prefix.length);
  const numbers = readNumbers(text);
  // One number alone may be a major version that moves, or a date.
  if (numbers === undefined || numbers.length < 2) return { because: `its tag ${tag} tells no version` };
  if (PRERELEASE.test(text)) return { because: `${tag} is a pre-release` };
  return { text: numbers.join('.'), numbers };
}
