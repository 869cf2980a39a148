import { remember } from '../collections.ts';
import { owningWorkload } from '../detectors/owning-workload.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import { type KubeObject, type ObjectRef, refOf } from '../facts/kube-object.ts';
import type { Addon } from '../knowledge/shapes/addon.ts';
import { type AddonVersion, readAddonVersion } from './addon-version.ts';
import { endsWithPath, type ImageReference, readImageReference } from './image-reference.ts';

/** Something of an add-on that was seen: a workload's image, or what a node runs. */
export interface Installed {
  readonly object: ObjectRef;
  /** As it is written: an image, `containerd://2.0.4`, `Talos (v1.11.5)`. */
  readonly written: string;
  readonly version: AddonVersion;
}

/** Where the images of add-ons are written. Jobs and bare templates are left out: an add-on is what keeps running. */
const WORKLOADS = ['deployments.apps', 'statefulsets.apps', 'daemonsets.apps'] as const;

/** Finds what is installed of an add-on. What could not be read is not here; the report names such facts by itself. */
export function findInstalled(addon: Addon, facts: FactReader): readonly Installed[] {
  const { images, runtime, os } = addon.recognise;
  if (images !== undefined) return findImages(addon, images, facts);
  return objectsOf(facts, 'nodes').flatMap((node) => {
    const info = fieldOf(
      fieldOf(node.status, 'nodeInfo'),
      runtime === undefined ? 'osImage' : 'containerRuntimeVersion',
    );
    if (typeof info !== 'string') return [];
    const version = runtime === undefined ? osVersion(info, os ?? '') : runtimeVersion(info, runtime);
    return version === undefined ? [] : [{ object: refOf(node), written: info, version }];
  });
}

function findImages(addon: Addon, endings: readonly string[], facts: FactReader): readonly Installed[] {
  return writtenImages(facts).flatMap(({ object, written, repository, tag }) =>
    endings.some((ending) => endsWithPath(repository, ending))
      ? [{ object, written, version: readAddonVersion(tag, addon.recognise.tagPrefixes) }]
      : [],
  );
}

interface WrittenImage extends ImageReference {
  readonly object: ObjectRef;
  readonly written: string;
}

/** Every image and who names it, gathered once for all add-ons. A workload and its pods name the same image; it is told once. */
const writtenImages = remember((facts: FactReader): readonly WrittenImage[] => {
  const images = new Map<string, WrittenImage>();
  const add = (object: ObjectRef, podSpec: unknown): void => {
    for (const written of imagesOf(podSpec)) {
      const key = JSON.stringify([object.kind, object.namespace ?? '', object.name, written]);
      if (!images.has(key)) images.set(key, { object, written, ...readImageReference(written) });
    }
  };
  for (const resource of WORKLOADS) {
    for (const object of objectsOf(facts, resource))
      add(refOf(object), fieldOf(fieldOf(object.spec, 'template'), 'spec'));
  }
  for (const pod of objectsOf(facts, 'pods')) {
    if (!hasEnded(pod)) add(owningWorkload(pod, facts) ?? refOf(pod), pod.spec);
  }
  return [...images.values()];
});

/** `containerd://2.0.4`, `cri-o://1.33.4`. */
function runtimeVersion(info: string, runtime: string): AddonVersion | undefined {
  const [scheme, version = ''] = info.split('://');
  return scheme === runtime ? readAddonVersion(version) : undefined;
}

/** `Talos (v1.11.5)`. */
function osVersion(info: string, os: string): AddonVersion | undefined {
  return info.startsWith(`${os} (`)
    ? readAddonVersion(info.slice(os.length + 2).replace(/\).*$/, ''))
    : undefined;
}

function objectsOf(facts: FactReader, resource: string): readonly KubeObject[] {
  const fact = facts.objects(resource);
  return fact.state === 'unknown' ? [] : fact.value;
}

function imagesOf(podSpec: unknown): readonly string[] {
  const containers = fieldOf(podSpec, 'containers');
  if (!Array.isArray(containers)) return [];
  return containers
    .map((container) => fieldOf(container, 'image'))
    .filter((image) => typeof image === 'string');
}

function hasEnded(pod: KubeObject): boolean {
  const phase = fieldOf(pod.status, 'phase');
  return phase === 'Succeeded' || phase === 'Failed';
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}
