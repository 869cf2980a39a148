import type { Source } from '../../src/assessment/finding.ts';
import { link, table } from '../../src/report/markdown-text.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { madeOf } from '../hazard-docs.ts';

/** A page of docs/catalogues. */
export interface CataloguePage {
  /** `feature-gates`: the name of the table and of its page. */
  readonly name: string;
  readonly title: string;
  /** What its rows are, and which ids explain them; Markdown. */
  readonly intro: readonly string[];
  /** Paragraphs, headings and tables. */
  readonly blocks: readonly string[];
  /** How many rows the table has. */
  readonly rows: number;
}

/** Draws a page. */
export function drawCataloguePage({ name, title, intro, blocks }: CataloguePage): GeneratedFile {
  const text = [madeOf(`knowledge/${name}.yaml`), `# ${title}`, ...intro, ...blocks].join('\n\n');
  return { path: `docs/catalogues/${name}.md`, text: `${text}\n` };
}

/** A heading with a table below it; nothing where there are no rows. */
export function section(
  heading: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  return rows.length === 0 ? [] : [heading, table(head, rows)];
}

/** Where a row was read, as links of few letters. */
export function sourceLinks(sources: readonly Pick<Source, 'url' | 'note'>[]): string {
  return sources.map(({ url, note }) => link(note ?? labelOf(url), url)).join(', ');
}

/** `pull 130162`, `data.go`, `deprecation-guide`. */
function labelOf(url: string): string {
  const pull = /\/pull\/(\d+)$/.exec(url)?.[1];
  if (pull !== undefined) return `pull ${pull}`;
  return url.split('/').findLast((part) => part !== '') ?? url;
}
