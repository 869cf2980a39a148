import { detectorsIn } from '../detectors/detect.ts';
import type { Fault, LintRule } from './lint-rule.ts';
import { comesBefore, minorNumber } from './table-rule.ts';

/**
 * A flag that a hazard looks for is still accepted by what is looked at: the table only has flags that went, and one that is not there
 * is taken as one that stays.
 */
export const lintNamedFlags: LintRule = ({ hazard }, { tables: { flags } }) => {
  const introduced = hazard.affects.versions.flatMap((event) =>
    'introduced' in event ? [event.introduced.split('.').slice(0, 2).join('.')] : [],
  )[0];
  if (introduced === undefined) return [];
  // A change is looked for on the release before it; what runs is looked for where the upgrade comes from, too.
  const looked = `1.${minorNumber(introduced) - 1}`;
  return detectorsIn(hazard.detect).flatMap(({ params, field }) => {
    const { component, flag, flags: several } = (params ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof component !== 'string') return [];
    const named: readonly (readonly [unknown, readonly (string | number)[]])[] = [
      [flag, ['flag']],
      ...(Array.isArray(several) ? several.map((one, index) => [one, ['flags', index]] as const) : []),
    ];
    return named.flatMap(([name, below]): Fault[] => {
      const row = flags.flags.find((one) => one.component === component && one.flag === name);
      return row === undefined || comesBefore(looked, row.removed)
        ? []
        : [
            {
              field: ['detect', ...field, ...below],
              what: `${component} does not accept --${row.flag} from ${row.removed} on, and the hazard looks at ${looked} or newer`,
            },
          ];
    });
  });
};
