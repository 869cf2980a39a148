/**
 * Text as it may stand in any report. Names, values and messages come from a cluster, and whoever can name an object
 * there can write what they like: a terminal's escape sequences, text that reads backwards, letters nobody sees.
 */

/** Control and format characters, whatever is invisible, and halves of surrogate pairs. */
const UNPRINTABLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gu;

/** Marks that stack on one letter; more than three in a row hide the lines around them. */
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** No sentence and no name is longer; a report is not the place for somebody's document. */
const LONGEST = 4000;

const FAMILIAR: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\x1b': '\\x1b' };

/** A name or a value on one line, with everything that does not print shown as an escape such as `\x1b` or `\u202e`. */
export function printable(text: string): string {
  return visible(shorten(text, LONGEST));
}

/** A sentence on one line: line breaks and tabs are spaces, and runs of spaces are one. */
export function oneLine(text: string): string {
  return printable(text.replace(/[\s\u0085]+/g, ' ')).trim();
}

/** The paragraphs of a longer text, each on one line; an empty line parts them. */
export function paragraphs(text: string): readonly string[] {
  return text
    .split(/\r?\n[ \t]*\r?\n/)
    .map(oneLine)
    .filter((paragraph) => paragraph !== '');
}

/** The lines of a command, as they stand. */
export function commandLines(text: string): readonly string[] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => visible(line.replaceAll('\t', '  ')));
}

/** Cuts a text that is too long to be read, and says so with `…`. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

function visible(text: string): string {
  return text.replace(UNPRINTABLE, escaped).replace(STACKED_MARKS, '$1');
}

function escaped(character: string): string {
  const familiar = FAMILIAR[character];
  if (familiar !== undefined) return familiar;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
