import type { Compiled } from './compile.ts';
import { formatField } from './field-path.ts';
import type { Fault, LintContext } from './lint-rule.ts';
import { distributionFaults, orderFaults } from './lint-versions.ts';
import { locateInFiles } from './locate.ts';
import { entriesByFile } from './named-entries.ts';
import type { Problem } from './problem.ts';
import type { KnowledgeText } from './read.ts';

interface FileFault extends Fault {
  readonly file: KnowledgeText;
}

/** The folders of a pack; tables such as apis.yaml are holdshort's own. */
const FOLDERS = ['hazards', 'writes', 'addons', 'products'];

/**
 * What keeps a private pack from being used: whatever of it would never be looked at although it is there, and names that
 * are not its own. All else that lint finds makes an entry worse, but hides nothing.
 */
export function lintPack(
  files: readonly KnowledgeText[],
  compiled: Compiled,
  prefix: string,
  distributions: LintContext['distributions'],
): readonly Problem[] {
  const lineIn = locateInFiles();
  const faults = [...foreignIds(compiled, prefix), ...neverMet(compiled, distributions)];
  return [
    ...files.filter(({ path }) => path !== 'pack.yaml').flatMap(misplaced),
    ...faults.map(({ file, field, what }) => ({
      file: file.path,
      line: lineIn(file, field),
      field: formatField(field),
      what,
    })),
  ];
}

function misplaced({ path }: KnowledgeText): readonly Problem[] {
  const problem = (what: string) => [{ file: path, field: '', what }];
  if (!FOLDERS.some((folder) => path.startsWith(`${folder}/`))) {
    return problem(`nothing reads this file; a pack has pack.yaml and the folders ${FOLDERS.join(', ')}`);
  }
  return path.endsWith('.yaml') ? [] : problem('nothing reads this file; its name must end in .yaml');
}

function foreignIds(compiled: Compiled, prefix: string): readonly FileFault[] {
  const start = prefix.endsWith('-') ? prefix : `${prefix}-`;
  return entriesByFile(compiled)
    .filter(({ entry }) => !entry.id.startsWith(start) || entry.id === start)
    .map(({ file, entry: { field, id } }) => ({
      file,
      field,
      what: `${id} must begin with ${start}, the prefix in pack.yaml`,
    }));
}

/** A misspelt distribution or an end before its beginning would keep an entry from every path, without a word. */
function neverMet(compiled: Compiled, distributions: LintContext['distributions']): readonly FileFault[] {
  const within = ({ field, what }: Fault, ...start: Fault['field']) => ({
    field: [...start, ...field],
    what,
  });
  return [
    ...compiled.hazards.flatMap(({ file, hazard: { affects } }) =>
      [...orderFaults(affects.versions), ...distributionFaults(affects.distributions, distributions)].map(
        (fault) => ({ file, ...within(fault, 'affects') }),
      ),
    ),
    ...compiled.files.flatMap(({ file, holds }) =>
      (holds.writes ?? []).flatMap(({ writes }) =>
        writes.flatMap(({ when, distributions: own }, index) => [
          ...('every' in when ? [] : orderFaults(when.versions)).map((fault) => ({
            file,
            ...within(fault, 'writes', index, 'when'),
          })),
          ...distributionFaults(own, distributions).map((fault) => ({
            file,
            ...within(fault, 'writes', index),
          })),
        ]),
      ),
    ),
  ];
}
