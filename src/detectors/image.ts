/** A container image's name as far as it tells a version. */
export interface Image {
  /** The last part of the repository. */
  readonly name: string;
  /** Empty where the image is named by digest only, or by nothing. */
  readonly tag: string;
}

/** Reads `registry.example:5000/mirror/etcd:3.5.16-0@sha256:…`. */
export function readImage(text: string): Image {
  const [reference = ''] = text.split('@');
  const last = reference.slice(reference.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  return colon === -1 ? { name: last, tag: '' } : { name: last.slice(0, colon), tag: last.slice(colon + 1) };
}

/** The numbers a tag begins with: `v3.5.16-0` gives 3, 5, 16; undefined for `latest`. */
export function readNumbers(text: string): readonly number[] | undefined {
  const match = /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?![\d.])/.exec(text);
  return match?.[1]?.split('.').map(Number);
}

/** Compares by numbers; undefined where one is too short to tell, as `3.5` against `3.5.26`. */
export function compareNumbers(a: readonly number[], b: readonly number[]): number | undefined {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const left = a[index];
    const right = b[index];
    // A boundary of `3.6` means 3.6.0; a tag of `3.6` may be any of its patches.
    if (left === undefined) return undefined;
    if (left !== (right ?? 0)) return left - (right ?? 0);
  }
  return 0;
}
