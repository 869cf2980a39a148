import type { Compiled } from './compile.ts';
import { formatField } from './field-path.ts';
import { lintCases } from './lint-cases.ts';
import { lintDetection } from './lint-detection.ts';
import { lintIdentity } from './lint-identity.ts';
import { lintNamedApis } from './lint-named-apis.ts';
import { lintNamedFlags } from './lint-named-flags.ts';
import { lintNamedGates } from './lint-named-gates.ts';
import { lintPlaceholders } from './lint-placeholders.ts';
import { lintRepeats } from './lint-repeats.ts';
import type { LintContext, LintRule } from './lint-rule.ts';
import { lintSeverity } from './lint-severity.ts';
import { lintTables } from './lint-tables.ts';
import { lintUnfinished } from './lint-unfinished.ts';
import { lintVersions } from './lint-versions.ts';
import { lintWrittenApis } from './lint-written-apis.ts';
import { locateFields } from './locate.ts';
import type { Problem } from './problem.ts';

const RULES: readonly LintRule[] = [
  lintUnfinished,
  lintIdentity,
  lintVersions,
  lintSeverity,
  lintDetection,
  lintNamedApis,
  lintNamedGates,
  lintNamedFlags,
  lintRepeats,
  lintPlaceholders,
  lintCases,
];

/** Everything wrong with knowledge: what its shapes do not allow, and what only a look at the whole shows. */
export function lintKnowledge(compiled: Compiled, context: LintContext): readonly Problem[] {
  const { hazards, problems } = compiled;
  return [
    ...problems,
    ...lintTables(compiled),
    ...lintWrittenApis(compiled, context.tables),
    ...sameIds(hazards),
    ...hazards.flatMap((one) => lintHazard(one, context)),
  ];
}

function lintHazard({ file, hazard }: Compiled['hazards'][number], context: LintContext): readonly Problem[] {
  const faults = RULES.flatMap((rule) => rule({ path: file.path, hazard }, context));
  if (faults.length === 0) return [];
  const lineOf = locateFields(file.text);
  return faults
    .map(({ field, what }) => ({ file: file.path, line: lineOf(field), field: formatField(field), what }))
    .sort((a, b) => a.line - b.line);
}

function sameIds(hazards: Compiled['hazards']): readonly Problem[] {
  const seen = new Map<string, string>();
  return hazards.flatMap(({ file, hazard: { id } }): Problem[] => {
    const first = seen.get(id);
    seen.set(id, first ?? file.path);
    return first === undefined
      ? []
      : [{ file: file.path, field: 'id', what: `${id} is taken by ${first}; an id is used once` }];
  });
}
