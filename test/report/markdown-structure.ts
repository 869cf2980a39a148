/** Reads Markdown back as far as the tests need it: fences, tables, headings, lists, folded parts, code spans. */

export interface Line {
  readonly kind: 'heading' | 'row' | 'item' | 'quote' | 'tag' | 'text';
  /** The line without its code spans. */
  readonly bare: string;
  readonly line: string;
}

export interface Structure {
  /** Lines outside of fences. */
  readonly lines: readonly Line[];
  readonly fences: readonly { readonly language: string; readonly lines: readonly string[] }[];
  /** Whether the last fence was closed. */
  readonly isClosed: boolean;
}

export function readMarkdown(text: string): Structure {
  const lines: Line[] = [];
  const fences: { language: string; lines: string[] }[] = [];
  let open: string | undefined;
  for (const line of text.split('\n')) {
    const [, fence = '', rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (open === undefined && fence !== '' && !(fence.startsWith('`') && rest.includes('`'))) {
      open = fence;
      fences.push({ language: rest.trim(), lines: [] });
    } else if (open !== undefined && fence.startsWith(open) && rest.trim() === '') open = undefined;
    else if (open !== undefined) fences.at(-1)?.lines.push(line);
    else if (line !== '') lines.push({ kind: kindOf(line), bare: withoutCode(line), line });
  }
  return { lines, fences, isClosed: open === undefined };
}

/** The kinds of lines and the languages of fences; several paragraphs in a row count as one. */
export function skeletonOf({ lines, fences }: Structure): readonly string[] {
  const kinds = lines.map(({ kind, line }) => (kind === 'row' ? `row of ${cellsOf(line).length}` : kind));
  return [
    ...kinds.filter((kind, index) => kind !== 'text' || kinds[index - 1] !== 'text'),
    ...fences.map(({ language }) => `fence ${language}`),
  ];
}

/** Cells of a row; a pipe after a backslash does not part them. */
export function cellsOf(row: string): readonly string[] {
  return row.replace(/^\| ?| ?\|$/g, '').split(/(?<!\\)\|/);
}

/** The same, where a backslash may itself be escaped. */
export function strictCellsOf(row: string): readonly string[] {
  return row
    .replace(/^\| ?| ?\|$/g, '')
    .replace(/\\[\s\S]/g, 'xx')
    .split('|');
}

function kindOf(line: string): Line['kind'] {
  if (/^ {0,3}#{1,6}( |$)/.test(line)) return 'heading';
  if (line.startsWith('|')) return 'row';
  if (/^ {0,3}(?:[-*+]|\d+[.)])( |$)/.test(line)) return 'item';
  if (/^ {0,3}>/.test(line)) return 'quote';
  return /^<\/?(?:details|summary)>/.test(line) ? 'tag' : 'text';
}

/** Code spans end at the next run of as many backticks; a run without a partner is text. */
function withoutCode(line: string): string {
  let bare = '';
  let at = 0;
  while (at < line.length) {
    const run = /^`+/.exec(line.slice(at))?.[0];
    if (run === undefined) {
      bare += line[at];
      at += 1;
      continue;
    }
    const rest = line.slice(at + run.length);
    const end = [...rest.matchAll(/`+/g)].find((match) => match[0].length === run.length);
    if (end === undefined) return `${bare}UNCLOSED${rest}`;
    at += run.length + end.index + run.length;
  }
  return bare;
}
