import { detectorsIn } from '../detectors/detect.ts';
import type { Fault, LintRule } from './lint-rule.ts';
import { namedGates } from './named-gates.ts';
import type { Detect } from './shapes/detect.ts';
import type { Gate } from './shapes/feature-gates.ts';
import type { HazardFile } from './shapes/hazard.ts';
import type { Tables } from './table-rule.ts';

/** A hazard that finds nothing but what a row of a table finds, in the same release, would say everything twice. */
export const lintRepeats: LintRule = ({ hazard }, { tables }) => {
  const minors = hazard.affects.versions.flatMap((event) =>
    'introduced' in event && event.introduced.endsWith('.0') ? [event.introduced.slice(0, -2)] : [],
  );
  if (hazard.affects.trigger !== 'entering' || minors.length !== 1 || !isAlternatives(hazard.detect))
    return [];
  const detectors = detectorsIn(hazard.detect);
  const rows = detectors.map(({ name, params, field }) =>
    rowOf(name, params, field, minors[0] ?? '', hazard, tables),
  );
  const first = rows[0];
  return first === undefined || rows.includes(undefined)
    ? []
    : [
        {
          field: ['detect'],
          what: `${first} says this already; a hazard is for what no table says`,
        } satisfies Fault,
      ];
};

/** One detector, or several of which each is enough: a condition beside them would make it another thing. */
function isAlternatives(detection: Detect): boolean {
  const [entry] = Object.entries(detection);
  if (entry === undefined) return false;
  const [name, params] = entry;
  if (name === 'any' && Array.isArray(params)) return params.every((one) => isAlternatives(one as Detect));
  return name !== 'all' && name !== 'not' && name !== 'ask';
}

/** The id of the row that finds the same; undefined where there is none. */
function rowOf(
  detector: string,
  params: unknown,
  field: readonly (string | number)[],
  minor: string,
  hazard: HazardFile,
  { apis, flags, featureGates, admissionPlugins }: Tables,
): string | undefined {
  const { group, version, resource, component, flag, where } = params as Readonly<Record<string, unknown>>;
  if (detector === 'requested-api') {
    const rows = apis.apis.filter(
      (row) =>
        row.group === group &&
        row.version === version &&
        row.removed === minor &&
        (resource === undefined || row.resource === resource),
    );
    return (
      rows[0] &&
      `api-removed/${rows[0].group === '' ? 'core' : rows[0].group}/${rows[0].version}/${rows[0].resource}`
    );
  }
  if (detector === 'component-flag' && flag !== 'feature-gates') {
    const row = flags.flags.find(
      (one) => one.component === component && one.flag === flag && one.removed === minor,
    );
    if (row !== undefined) return `flag-removed/${row.component}/${row.flag}`;
    const plugin = admissionPlugins.plugins.find(
      ({ name, removed }) =>
        removed === minor &&
        typeof where === 'string' &&
        where.includes(name) &&
        /admission/.test(String(flag)),
    );
    return plugin && `admission-plugin-removed/${plugin.name}`;
  }
  if (asksMore(where)) return undefined;
  const names = namedGates(hazard).filter(
    (one) => one.use === 'looked for' && one.field.slice(1, 1 + field.length).join() === field.join(),
  );
  const gates = names.map(({ name }) => featureGates.gates.find((gate) => gate.name === name));
  const ids = gates.map((gate) => (gate === undefined ? undefined : idOfGate(gate, minor)));
  return ids.includes(undefined) ? undefined : ids[0];
}

/** Whether a condition over a document asks for other fields beside its gates. */
function asksMore(where: unknown): boolean {
  const rest = String(where).replace(/has\([^)]{0,200}\)|[\w.]{0,100}featureGates[\w.[\]'"]{0,100}/g, '');
  return /\b(?:document|config)\.\w/.test(rest);
}

/** kubeadm has locks and does not enforce them, so that no row tells of one. */
function idOfGate({ name, removed, locked, registry }: Gate, minor: string): string | undefined {
  if (removed === minor) return `feature-gate-removed/${name}`;
  return locked?.at === minor && registry !== 'kubeadm' ? `feature-gate-locked/${name}` : undefined;
}
