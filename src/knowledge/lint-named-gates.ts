import type { Fault, LintRule } from './lint-rule.ts';
import { namedGates } from './named-gates.ts';
import type { HazardFile } from './shapes/hazard.ts';
import { comesBefore, minorNumber } from './table-rule.ts';

/** A gate that a hazard names is one of the table, of the component that is meant, and known where the hazard is looked for. */
export const lintNamedGates: LintRule = ({ hazard }, { tables: { featureGates } }) =>
  namedGates(hazard).flatMap(({ name, field, component, use }): Fault[] => {
    if (featureGates.special.includes(name)) return [];
    const gate = featureGates.gates.find((one) => one.name === name);
    if (gate === undefined) return [{ field, what: `there is no gate ${name} in feature-gates.yaml` }];
    const owners = featureGates.registries[gate.registry]?.components ?? [];
    if (component !== undefined && !owners.includes(component))
      return [{ field, what: `${name} is no gate of ${component}; it is one of ${owners.join(', ')}` }];
    const { first, last } = releasesOf(hazard, use);
    const { since, removed } = gate;
    if (since !== undefined && last !== undefined && comesBefore(last, since))
      return [
        {
          field,
          what: `${name} came with ${since}, after ${last}, the last release that the hazard speaks of`,
        },
      ];
    return removed !== undefined && !comesBefore(first, removed)
      ? [
          {
            field,
            what: `${name} went with ${removed}; ${first}, the first release that the hazard speaks of, has no such gate`,
          },
        ]
      : [];
  });

/** A detection of a change looks at the release before it, and advice holds there as well. */
function releasesOf(
  { affects: { trigger, versions } }: HazardFile,
  use: 'looked for' | 'advised',
): { readonly first: string; readonly last: string | undefined } {
  const minors = versions.flatMap((event) =>
    'introduced' in event ? [event.introduced.split('.').slice(0, 2).join('.')] : [],
  );
  const introduced = minors[0] ?? '1.0';
  const first = trigger === 'entering' || use === 'advised' ? `1.${minorNumber(introduced) - 1}` : introduced;
  const end = versions.at(-1);
  const last = end === undefined || 'introduced' in end ? undefined : String(Object.values(end)[0]);
  return { first, last: last?.split('.').slice(0, 2).join('.') };
}
