import type { Finding } from '../assessment/finding.ts';
import type { ComponentSettings } from '../components/settings.ts';
import type { FeatureGates, Gate } from '../knowledge/shapes/feature-gates.ts';
import type { Path } from '../upgrade/path.ts';
import type { Minor } from '../upgrade/version.ts';
import { crosses, isBefore } from './crossing.ts';
import { type Description, findingOf } from './description.ts';
import { anyOwner, gateSources } from './gate-descriptions.ts';
import { isNeededAt, needsFor } from './gate-needs.ts';
import { type DefaultChange, defaultChanges, isOnAt } from './gate-state.ts';
import { listed } from './listing.ts';
import { componentsOf, placesOf, settingEvidence } from './seen-settings.ts';

/** The first release that the knowledge of defaults begins with. */
const FIRST = '1.25';

/** Describes each release that switches a gate on, or off, for all who do not set it. */
export function describeDefaultChanges(gate: Gate, table: FeatureGates): readonly Description[] {
  return defaultChanges(gate)
    .filter(({ at }) => !isBefore(at, FIRST))
    .map((change) => describeDefaultChange(gate, change, table, anyOwner(gate, table).components));
}

function describeDefaultChange(
  gate: Gate,
  { at, on }: DefaultChange,
  table: FeatureGates,
  components: readonly string[],
): Description {
  const { name } = gate;
  const stage = gate.stages?.find((one) => one.at === at)?.stage ?? '';
  const [now, before] = on ? ['on', 'off'] : ['off', 'on'];
  return {
    id: `feature-gate-default/${name}/${at}`,
    title: `${at} switches the gate ${name} ${now} by default`,
    component: listed(components),
    category: 'default-change',
    severity: 'info',
    confidence: 'confirmed',
    detectable: true,
    minor: at as Minor,
    message: `${at} has ${name} ${now} by default (${stage}); the releases before had it ${before}. ${isLockedAt(gate, at) ? 'It cannot be set otherwise any more.' : 'Where it is set, what is set counts.'}`,
    explain: `A gate that is set keeps its value over the upgrade; one that is not changes with ${at}. ${keepText(gate, { at, on }, table)} A setting that only says what ${at} does anyway can go: gates are removed in the end, and a setting that is left behind then keeps its component from starting.`,
    remediate: [
      {
        title: `Once ${listed(components)} ${components.length > 1 ? 'run' : 'runs'} ${at}, take ${name}=${on} out of the settings`,
        note: `Taken out before, ${name} would be ${before} until the upgrade.`,
      },
    ],
    rescue: [],
    sources: gateSources(gate, table),
  };
}

/** How to stay with what was; setting a locked gate otherwise, or one that others need, would end its components. */
function keepText(gate: Gate, { at, on }: DefaultChange, table: FeatureGates): string {
  const { name, locked } = gate;
  if (isLockedAt(gate, at))
    return `What was cannot be kept: from ${locked?.at} on the gate is locked, and setting ${name}=${!on} would keep its components from starting.`;
  const needing = needsFor(name, table)
    .filter((need) => on && isNeededAt(need, at) && isOnAt(need.gate, at, new Map()) === true)
    .map((need) => `${need.gate.name}=false`);
  const together =
    needing.length === 0 ? '' : `, together with ${listed(needing)}, which would be refused without it,`;
  const later = locked === undefined ? '' : ` From ${locked.at} on it can only be ${locked.to}.`;
  return `To keep what the cluster does today, set ${name}=${!on}${together} before the upgrade.${later}`;
}

function isLockedAt({ locked }: Gate, release: string): boolean {
  return locked !== undefined && !isBefore(release, locked.at);
}

/** Finds gates that are set to what a hop makes their default: those settings can go. */
export function defaultFindings(
  table: FeatureGates,
  settings: ComponentSettings,
  path: Path,
): readonly Finding[] {
  return table.gates.flatMap((gate) => {
    const set = settings.gates.filter(
      ({ name, component }) =>
        name === gate.name && (table.registries[gate.registry]?.components.includes(component) ?? false),
    );
    if (set.length === 0) return [];
    return defaultChanges(gate).flatMap((change) => {
      const hop = path.hops.find((one) => crosses(one, change.at));
      const same = set.filter(({ value }) => value === change.on);
      if (hop === undefined || same.length === 0) return [];
      return [
        findingOf(describeDefaultChange(gate, change, table, componentsOf(same)), {
          hop,
          evidence: same.map((one) => settingEvidence(one, one.text)),
          where: `${placesOf(same)} ${same.length > 1 ? 'set' : 'sets'} ${gate.name}=${same[0]?.text}, which the release makes the default.`,
        }),
      ];
    });
  });
}
