/** An image as a pod names it. */
export interface ImageReference {
  /** Registry and path, `quay.io/calico/node`. */
  readonly repository: string;
  /** Empty where the image is named by digest only, or by nothing. */
  readonly tag: string;
}

/** Reads `registry.example:5000/mirror/calico/node:v3.29.1@sha256:…`. */
export function readImageReference(text: string): ImageReference {
  const [reference = ''] = text.split('@');
  // A colon before the last slash belongs to the registry's port.
  const colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  return colon === -1
    ? { repository: reference, tag: '' }
    : { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}

/** What Rancher puts before the name of an image that it copies, or builds again for RKE2: `rancher/mirrored-calico-node`. */
const COPIED = /^(?:mirrored|hardened)-/;

/** Whether a repository is meant by its ending: whole parts of the path, wherever it is mirrored, or those parts in one word. */
export function endsWithPath(repository: string, ending: string): boolean {
  if (repository === ending || repository.endsWith(`/${ending}`)) return true;
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return COPIED.test(name) && name.endsWith(`-${ending.replaceAll('/', '-')}`);
}
