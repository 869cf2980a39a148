/** Scripts and symbols that terminals draw two columns wide; near enough to Unicode's East Asian Width for layout. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Most texts are printable ASCII alone. */
const ONE_COLUMN_EACH = /^[ -~]*$/;

/** Columns that a printable text takes on a terminal. */
export function displayWidth(text: string): number {
  if (ONE_COLUMN_EACH.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** Breaks a text at spaces into lines of at most `width` columns; a word that is too long breaks where it may, or anywhere. */
export function wrap(text: string, width: number): readonly string[] {
  const most = Math.max(width, 2);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= most) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, most);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
}

/** Joins clauses with ` · `, and breaks between clauses rather than inside them. */
export function wrapClauses(clauses: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const clause of clauses) {
    const last = lines.at(-1);
    const longer = last === undefined ? clause : `${last} · ${clause}`;
    if (displayWidth(longer) <= width) lines.splice(Math.max(lines.length - 1, 0), 1, longer);
    else lines.push(...wrap(clause, width));
  }
  return lines;
}

/** Fills a text up with spaces to `width` columns. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function widthOf(character: string): number {
  if (character >= ' ' && character <= '~') return 1;
  if (/\p{M}/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Names break best after a separator; `system:controller:` before `endpoint-controller`. */
function breakWord(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  for (let fitting = prefixOf(rest, width); fitting !== rest; fitting = prefixOf(rest, width)) {
    const separator = Math.max(...[...'/:-.,='].map((mark) => fitting.lastIndexOf(mark)));
    const piece = separator > fitting.length / 2 ? fitting.slice(0, separator + 1) : fitting;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}

function prefixOf(text: string, width: number): string {
  let taken = '';
  let used = 0;
  for (const character of text) {
    used += widthOf(character);
    if (used > width && taken !== '') break;
    taken += character;
  }
  return taken;
}
