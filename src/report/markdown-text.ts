/**
 * Text as it may stand in Markdown. Escaping with backslashes does not keep GitHub from linking `@name` or `#1`, nor
 * GitLab from `!2` and `~label`, nor either from a bare address; a code span does, and reads well in Jira too.
 */
import { commandLines, oneLine, paragraphs, printable, shorten } from './plain-text.ts';

/** Words in the order of a text; what stands in backticks belongs to one word with whatever touches it. */
const WORDS = /(?:`[^`]*`|[^ ])+/g;

/** A word that means nothing in Markdown, wherever it stands. */
const PLAIN_WORD =
  /^(?:["'“”‘’«»(]*[\p{L}\p{N}]+(?:[.,:;/'’\-–—+%=?…][\p{L}\p{N}]+)*[.,:;!?…)"'“”‘’«»%]*|[-–—→·…])$/u;

/** Plain by its letters, but linked or drawn as a picture somewhere. */
const LINKED = /:\/\/|www\.|:[\w+-]+:|\bGH-\d|^["'“(]*mailto:/i;

/** Marks around a word that need not go into its code span. */
const PARTS = /^(["'“”‘’«»(]*)(.*?)([.,:;!?…)"'“”‘’«»]*)$/su;

/** What stands in the cell for an object where no one object is meant: an empty cell looks like one that was forgotten. */
export const NO_OBJECT = '–';

/** A longer one is not read word for word; it only has to be harmless. */
const LONGEST_WORD = 200;

/** A sentence: words that Markdown could take for markup become code spans, those in backticks stay code. */
export function prose(text: string): string {
  return escapeStart(oneLine(text).replace(WORDS, word));
}

/** The paragraphs of a longer text. */
export function proseBlocks(text: string): readonly string[] {
  return paragraphs(text).map(prose);
}

/** A name, value or id, in a code span that its own backticks cannot end. */
export function code(text: string): string {
  const content = printable(text).trim();
  if (content === '') return '` `';
  const fence = '`'.repeat(longestRun(content) + 1);
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/** One by one: a text may hold more runs of backticks than a call takes arguments. */
function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

/** A block of commands, in a fence that none of its lines can close. */
export function fenced(text: string, language: string): string {
  const lines = commandLines(text);
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [fence + language, ...lines, fence].join('\n');
}

/** A row of a table; only a pipe could break it, and only a backslash could undo its escape. */
export function row(cells: readonly string[]): string {
  const safe = cells.map((cell) => cell.replace(/\\(?=\||$)/g, '\\x5c').replaceAll('|', '\\|'));
  return `| ${safe.join(' | ')} |`;
}

/** A table with its heading; undefined cells do not exist, so every row is as long as the heading. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(row)].join('\n');
}

/** A source's address as a link; one that is not plainly an address is shown and not linked. */
export function link(label: string, url: string): string {
  const isSafe = /^https?:\/\/[\w.~:/?#@!$&+,;=%-]+$/.test(url);
  return isSafe ? `[${label}](${url})` : `${label} ${code(shorten(url, 200))}`;
}

/** A label in a Mermaid diagram: letters, digits and a few marks, so that nothing in it is syntax. */
export function mermaidLabel(text: string): string {
  return `"${shorten(oneLine(text), 80).replace(/[^\p{L}\p{N} ._:/,-]/gu, '·')}"`;
}

function word(text: string): string {
  if (text.length <= LONGEST_WORD && PLAIN_WORD.test(text) && !LINKED.test(text)) return text;
  if (text.length > LONGEST_WORD) return code(text);
  const [, before = '', core = '', after = ''] = PARTS.exec(text) ?? [];
  const quoted = /^`([^`]+)`$/.exec(core)?.[1];
  return core === '' ? code(text) : `${before}${code(quoted ?? core)}${after}`;
}

/** `1.` and `-` at the start of a line begin a list. */
function escapeStart(text: string): string {
  return text.replace(/^([-+=:]+)(?= |$)/, '\\$1').replace(/^(\d+)([.)])(?= |$)/, '$1\\$2');
}
