import type { Finding } from '../assessment/finding.ts';
import type { GateSetting } from '../components/component.ts';
import type { ComponentSettings } from '../components/settings.ts';
import type { FeatureGates, Gate } from '../knowledge/shapes/feature-gates.ts';
import type { Hop, Path } from '../upgrade/path.ts';
import { minorOf } from '../upgrade/version.ts';
import { isBefore } from './crossing.ts';
import { findingOf } from './description.ts';
import { describeNeededGate, isNeededAt, needsFor } from './gate-needs.ts';
import { accepts, isOnAt, type SetGates, SPECIAL, stageAt } from './gate-state.ts';
import { listed } from './listing.ts';
import { componentsOf, placesOf, settingEvidence, writtenAnew } from './seen-settings.ts';

/** One component's gates as one object sets them: a command line, or a configuration. */
type Group = readonly GateSetting[];

/** A gate that is off in a release while others that need it are on. */
interface Broken {
  readonly needed: Gate;
  readonly dependents: readonly Gate[];
  /** The settings that make it so. */
  readonly settings: readonly GateSetting[];
}

/** Finds gates that are on, set or by default, in a hop's components while one that they need is off. */
export function needFindings(
  table: FeatureGates,
  settings: ComponentSettings,
  path: Path,
  distribution: string,
): readonly Finding[] {
  const groups = groupsOf(settings.gates);
  const names = new Set(table.gates.flatMap(({ needs = [] }) => needs.map(({ gate }) => gate)));
  const needed = table.gates.filter(({ name }) => names.has(name));
  const told = new Set<string>();
  return path.hops.flatMap((hop) =>
    needed.flatMap((gate) => {
      const broken = groups.flatMap((group, index) => {
        const key = `${gate.name} ${index}`;
        const one = told.has(key) ? undefined : brokenIn(group, gate, table, minorOf(hop.to));
        if (one !== undefined) told.add(key);
        return one ?? [];
      });
      return broken.length === 0 ? [] : tell(gate, broken, table, settings, hop, distribution);
    }),
  );
}

function groupsOf(gates: readonly GateSetting[]): readonly Group[] {
  const groups = new Map<string, GateSetting[]>();
  for (const gate of gates) {
    const key = JSON.stringify([gate.component, gate.place.object]);
    groups.set(key, [...(groups.get(key) ?? []), gate]);
  }
  return [...groups.values()];
}

function brokenIn(group: Group, needed: Gate, table: FeatureGates, release: string): Broken | undefined {
  const component = group[0]?.component ?? '';
  const isKnown = ({ registry }: Gate) => table.registries[registry]?.components.includes(component) ?? false;
  if (!isKnown(needed)) return undefined;
  const taken = group.filter((setting) => isTaken(setting, table, release));
  const set: SetGates = new Map(
    taken.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  );
  if (isOnAt(needed, release, set) !== false) return undefined;
  const dependents = needsFor(needed.name, table)
    .filter((need) => isNeededAt(need, release) && isKnown(need.gate))
    .map(({ gate }) => gate)
    .filter((gate) => isOnAt(gate, release, set) === true);
  if (dependents.length === 0) return undefined;
  const deciding = [needed, ...dependents].map((gate) => decidedBy(gate, release, set));
  // Without a setting it would be Kubernetes' own defaults that do not fit; no release has that.
  const settings = taken.filter(({ name }) => deciding.includes(name));
  return settings.length === 0 ? undefined : { needed, dependents, settings };
}

/** What a release refuses by itself is told as such, and has to go anyway; then the default counts. */
function isTaken({ name, value }: GateSetting, table: FeatureGates, release: string): boolean {
  if (value === undefined) return false;
  if (table.special.includes(name)) return true;
  const gate = table.gates.find((one) => one.name === name);
  return gate !== undefined && accepts(gate, release, value);
}

/** The name whose setting makes a gate what it is; empty where nobody set any. */
function decidedBy(gate: Gate, release: string, set: SetGates): string {
  if (set.has(gate.name)) return gate.name;
  const special = SPECIAL[stageAt(gate, release)?.stage ?? 'GA'] ?? '';
  return set.has(special) ? special : '';
}

function tell(
  needed: Gate,
  broken: readonly Broken[],
  table: FeatureGates,
  settings: ComponentSettings,
  hop: Hop,
  distribution: string,
): readonly Finding[] {
  const set = broken.flatMap((one) => one.settings);
  const release = minorOf(hop.to);
  const dependents = [...new Set(broken.flatMap((one) => one.dependents.map(({ name }) => name)))];
  const switchedOff = set.filter(({ name }) => name === needed.name);
  const culprits = [...new Set((switchedOff.length > 0 ? switchedOff : set).map(({ name }) => name))];
  const owner = { components: componentsOf(set), distribution };
  const description = describeNeededGate(needed, table, owner, culprits);
  if (description === undefined) return [];
  const many = dependents.length > 1;
  const texts = listed(set.map(({ name, text }) => `${name}=${text}`));
  const finding = findingOf(description, {
    hop,
    evidence: set.map((gate) => settingEvidence(gate, `${gate.name}=${gate.text}`)),
    where: `${placesOf(set)} ${set.length > 1 ? 'set' : 'sets'} ${texts}. In ${release} ${listed(dependents)} ${many ? 'are on and need' : 'is on and needs'} ${needed.name}, which is off.`,
    because: writtenAnew(set, settings),
  });
  return [isBefore(table.needsRead, release) ? unsure(finding, release, table.needsRead) : finding];
}

/** Which gates the newest release holds against each other is not known; that it dropped a need is possible, and nothing to count on. */
function unsure(finding: Finding, release: string, read: string): Finding {
  return {
    ...finding,
    outcome: 'unknown',
    because: [
      `the gates that ${release} holds against each other could not be read; ${read} refuses these`,
      ...finding.because,
    ],
  };
}
