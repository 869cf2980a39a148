import type { KubeObject } from '../facts/kube-object.ts';
import { refOf } from '../facts/kube-object.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { type Detector, type Evidence, OBJECT_EVIDENCE } from './detector.ts';
import { compareNumbers, readImage, readNumbers } from './image.ts';

type Params = DetectorParams<'image-version'>;

/** Finds pods that run an image in a range of versions, as the tags tell; an image that names no version is unknown. */
export const imageVersion: Detector<Params> = {
  name: 'image-version',
  needs: () => ['objects/pods'],
  evidence: () => [...OBJECT_EVIDENCE, 'image', 'tag'],
  detect: (params, { facts }) => {
    const fact = facts.objects('pods');
    if (fact.state === 'unknown') return { outcome: 'unknown', because: [fact.because] };
    const evidence: Evidence[] = [];
    const because: string[] = fact.state === 'partial' ? [fact.because] : [];
    const images = fact.value.flatMap((pod) => imagesOf(pod, params));
    for (const { pod, text, tag } of images) {
      const inside = isInside(tag, params);
      if (inside === true) evidence.push({ object: refOf(pod), values: { image: text, tag } });
      if (inside === undefined) because.push(`the image of pod ${nameOf(pod)} tells no version: ${text}`);
    }
    if (images.length === 0 && params.ifMissing === 'unknown') {
      because.push(`no pod with the image ${params.image} is visible, so its version is not known`);
    }
    if (evidence.length > 0) return { outcome: 'hit', evidence, because };
    return because.length > 0 ? { outcome: 'unknown', because } : { outcome: 'miss' };
  },
};

function imagesOf(pod: KubeObject, { image, namespace }: Params) {
  if (namespace !== undefined && pod.metadata.namespace !== namespace) return [];
  const { containers } = (pod.spec ?? {}) as { containers?: readonly { image?: unknown }[] };
  return (containers ?? []).flatMap((container) => {
    const text = String(container.image ?? '');
    const { name, tag } = readImage(text);
    return name === image ? [{ pod, text, tag }] : [];
  });
}

/** Whether the tag's version lies in the range; undefined where it does not tell. */
function isInside(tag: string, { from, before }: Params): boolean | undefined {
  const version = readNumbers(tag);
  if (version === undefined) return undefined;
  const toFrom = from === undefined ? 1 : compareNumbers(version, readNumbers(from) ?? []);
  const toBefore = before === undefined ? -1 : compareNumbers(version, readNumbers(before) ?? []);
  if ((toFrom !== undefined && toFrom < 0) || (toBefore !== undefined && toBefore >= 0)) return false;
  return toFrom === undefined || toBefore === undefined ? undefined : true;
}

function nameOf({ metadata: { namespace, name } }: KubeObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
