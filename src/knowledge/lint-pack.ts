import type { Compiled } from './compile.ts';
import { formatField } from './field-path.ts';
import { locateInFiles } from './locate.ts';
import { entriesByFile } from './named-entries.ts';
import type { Problem } from './problem.ts';
import type { KnowledgeText } from './read.ts';

/** The folders of a pack; tables such as apis.yaml are holdshort's own. */
const FOLDERS = ['hazards', 'writes', 'addons', 'products'];

/** What only a pack can have wrong: files that nothing reads, and names that are not its own. */
export function lintPack(
  files: readonly KnowledgeText[],
  compiled: Compiled,
  prefix: string,
): readonly Problem[] {
  return [
    ...files.filter(({ path }) => path !== 'pack.yaml').flatMap(misplaced),
    ...foreignIds(compiled, prefix),
  ];
}

function misplaced({ path }: KnowledgeText): readonly Problem[] {
  const problem = (what: string) => [{ file: path, field: '', what }];
  if (!FOLDERS.some((folder) => path.startsWith(`${folder}/`))) {
    return problem(`nothing reads this file; a pack has pack.yaml and the folders ${FOLDERS.join(', ')}`);
  }
  return path.endsWith('.yaml') ? [] : problem('nothing reads this file; its name must end in .yaml');
}

function foreignIds(compiled: Compiled, prefix: string): readonly Problem[] {
  const start = prefix.endsWith('-') ? prefix : `${prefix}-`;
  const lineIn = locateInFiles();
  return entriesByFile(compiled)
    .filter(({ entry }) => !entry.id.startsWith(start) || entry.id === start)
    .map(({ file, entry: { field, id } }) => ({
      file: file.path,
      line: lineIn(file, field),
      field: formatField(field),
      what: `${id} must begin with ${start}, the prefix in pack.yaml`,
    }));
}
