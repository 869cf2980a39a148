import type { Compiled } from './compile.ts';
import { formatField } from './field-path.ts';
import type { Fault, LintContext } from './lint-rule.ts';
import { distributionFaults, orderFaults } from './lint-versions.ts';
import { locateInFiles } from './locate.ts';
import type { Problem } from './problem.ts';
import type { KnowledgeText } from './read.ts';

/** A misspelt distribution or an end before its beginning would keep an entry from every path, without a word. */
export function lintNeverMet(
  compiled: Compiled,
  distributions: LintContext['distributions'],
): readonly Problem[] {
  const lineIn = locateInFiles();
  const problem = (file: KnowledgeText, { field: below, what }: Fault, ...start: Fault['field']): Problem => {
    const field = [...start, ...below];
    return { file: file.path, line: lineIn(file, field), field: formatField(field), what };
  };
  return [
    ...compiled.hazards.flatMap(({ file, hazard: { affects } }) =>
      [...orderFaults(affects.versions), ...distributionFaults(affects.distributions, distributions)].map(
        (fault) => problem(file, fault, 'affects'),
      ),
    ),
    ...compiled.files.flatMap(({ file, holds }) =>
      (holds.writes ?? []).flatMap(({ writes }) =>
        writes.flatMap(({ when, distributions: own }, index) => [
          ...('every' in when ? [] : orderFaults(when.versions)).map((fault) =>
            problem(file, fault, 'writes', index, 'when'),
          ),
          ...distributionFaults(own, distributions).map((fault) => problem(file, fault, 'writes', index)),
        ]),
      ),
    ),
  ];
}
