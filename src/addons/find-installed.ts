import { owningWorkload } from '../detectors/owning-workload.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import { type KubeObject, type ObjectRef, refOf } from '../facts/kube-object.ts';
import type { Addon } from '../knowledge/shapes/addon.ts';
import { type AddonVersion, readAddonVersion } from './addon-version.ts';
import { endsWithPath, readImageReference } from './image-reference.ts';

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
  if (images !== undefined) return unique(findImages(addon, images, facts));
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
  const written = [
    ...WORKLOADS.flatMap((resource) =>
      objectsOf(facts, resource).flatMap((object) =>
        imagesOf(fieldOf(fieldOf(object.spec, 'template'), 'spec')).map((text) => ({
          object: refOf(object),
          text,
        })),
      ),
    ),
    ...objectsOf(facts, 'pods')
      .filter((pod) => !hasEnded(pod))
      .flatMap((pod) =>
        imagesOf(pod.spec).map((text) => ({ object: owningWorkload(pod, facts) ?? refOf(pod), text })),
      ),
  ];
  return written.flatMap(({ object, text }) => {
    const { repository, tag } = readImageReference(text);
    if (!endings.some((ending) => endsWithPath(repository, ending))) return [];
    return [{ object, written: text, version: readAddonVersion(tag, addon.recognise.tagPrefixes) }];
  });
}

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

/** A workload and its pods name the same image; it is told once. */
function unique(installed: readonly Installed[]): readonly Installed[] {
  const keyOf = ({ object, written }: Installed) =>
    JSON.stringify([object.kind, object.namespace ?? '', object.name, written]);
  return [...new Map(installed.map((one) => [keyOf(one), one])).values()];
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}
