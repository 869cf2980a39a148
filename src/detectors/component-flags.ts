import type { FlagSetting } from '../components/component.ts';
import type { ComponentPod } from '../components/component-pods.ts';
import { type ComponentSettings, readComponentSettings, SETTINGS_FACTS } from '../components/settings.ts';
import { type ObjectRef, refOf } from '../facts/kube-object.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { type Detector, OBJECT_EVIDENCE } from './detector.ts';
import { flagGaps } from './flag-gaps.ts';
import { expressionsOf, search } from './search.ts';

type Params = DetectorParams<'component-flags'>;

/** The values of flags by their names, in the order in which they are given; a flag that is not given has none. */
type Flags = Readonly<Record<string, readonly string[]>>;

interface Process {
  readonly ref: ObjectRef;
  readonly flags: Flags;
}

const NAMES = ['flags', 'others'];

/**
 * Compares flags of one process of a component, with each other or with those of its other processes. Beside the processes that run, those
 * are compared that kubeadm will start: with what its ClusterConfiguration sets in place of what they have.
 */
export const componentFlags: Detector<Params> = {
  name: 'component-flags',
  needs: () => SETTINGS_FACTS,
  evidence: ({ values = {} }) => [...OBJECT_EVIDENCE, ...Object.keys(values)],
  expressions: ({ where, values }) => expressionsOf({ where, values, names: NAMES }),
  detect: (params, { facts }) => {
    const settings = readComponentSettings(facts);
    const gaps = flagGaps(settings, params.component);
    const running = settings.pods.flatMap((pod) => processOf(pod, params));
    const coming = withConfiguration(running, settings, params);
    const subjects = [...subjectsOf(running), ...subjectsOf(coming)];
    return search(subjects, { ...params, names: NAMES }, gaps);
  },
};

function processOf({ component, pod, flags }: ComponentPod, params: Params): readonly Process[] {
  if (component !== params.component || flags === undefined) return [];
  return [{ ref: refOf(pod), flags: chosen(flags, params.flags) }];
}

/** One for all pods that would be the same; none where the configuration changes nothing. */
function withConfiguration(
  running: readonly Process[],
  { flags }: ComponentSettings,
  params: Params,
): readonly Process[] {
  const set = flags.filter(
    (one: FlagSetting) => one.component === params.component && one.place.object.kind === 'ConfigMap',
  );
  const [first] = set;
  if (first === undefined) return [];
  const named = params.flags.filter((flag) => set.some(({ name }) => name === flag));
  const written = chosen(set, named);
  const coming = running.map((process) => ({
    ref: first.place.object,
    flags: { ...process.flags, ...written },
  }));
  const changed = coming.filter((one, index) => keyOf(one) !== keyOf(running[index]));
  return [...new Map(changed.map((one) => [keyOf(one), one])).values()];
}

function keyOf(process: Process | undefined): string {
  return JSON.stringify(process?.flags);
}

function chosen(
  flags: readonly { readonly name: string; readonly value: string }[],
  names: readonly string[],
): Flags {
  return Object.fromEntries(
    names.map((name) => [name, flags.filter((one) => one.name === name).map(({ value }) => value)]),
  );
}

function subjectsOf(processes: readonly Process[]) {
  return processes.map(({ ref, flags }, index) => ({
    ref,
    inputs: { flags, others: processes.toSpliced(index, 1).map((one) => one.flags) },
  }));
}
