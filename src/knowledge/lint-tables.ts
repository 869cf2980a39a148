import type { Compiled } from './compile.ts';
import { formatField } from './field-path.ts';
import { lintApiTable } from './lint-api-table.ts';
import { lintGateNeeds } from './lint-gate-needs.ts';
import { lintGateTable } from './lint-gate-table.ts';
import { lintServingGates } from './lint-serving-gates.ts';
import { lintSettingsTables } from './lint-settings-tables.ts';
import { lintStorageTable } from './lint-storage-table.ts';
import { lintTableSources } from './lint-table-sources.ts';
import { locateInFiles } from './locate.ts';
import type { Problem } from './problem.ts';
import type { TableRule } from './table-rule.ts';

const RULES: readonly TableRule[] = [
  lintTableSources,
  lintApiTable,
  lintGateTable,
  lintGateNeeds,
  lintServingGates,
  lintSettingsTables,
  lintStorageTable,
];

/** Everything wrong in the tables, by themselves and with each other. A folder without tables, a pack, has nothing wrong there. */
export function lintTables({ knowledge, hazards, tables }: Compiled): readonly Problem[] {
  const lineIn = locateInFiles();
  return RULES.flatMap((rule) => rule(knowledge, hazards)).flatMap(
    ({ file: path, field, what }): Problem[] => {
      const file = tables.find((one) => one.path === path);
      return file === undefined
        ? []
        : [{ file: path, line: lineIn(file, field), field: formatField(field), what }];
    },
  );
}
