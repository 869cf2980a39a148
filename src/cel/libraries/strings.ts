import { DYN, INT, list, STRING, storedList } from '../check/type.ts';
import { fail } from '../values/failure.ts';
import { known } from '../values/value.ts';
import { formatString, formatWork } from './format-string.ts';
import { global, type Library, member } from './overload.ts';
import { GO_ESCAPES } from './quote-go.ts';

/** Text functions of cel-go's string extension, version 0, which every Kubernetes loads. */
export const strings: Library = {
  name: 'strings',
  since: '1.23',
  overloads: [
    member('charAt', [STRING, INT], STRING, charAt),
    member('indexOf', [STRING, STRING], INT, (text, part) => indexOf(text, part, 0n)),
    member('indexOf', [STRING, STRING, INT], INT, indexOf),
    member('lastIndexOf', [STRING, STRING], INT, (text, part) => lastIndexOf(text, part, undefined)),
    member('lastIndexOf', [STRING, STRING, INT], INT, lastIndexOf),
    member('join', [list(STRING)], STRING, (items) => items.join(''), {
      work: (items) => joinWork(items, ''),
    }),
    member('join', [list(STRING), STRING], STRING, (items, separator) => items.join(separator), {
      work: joinWork,
    }),
    member('lowerAscii', [STRING], STRING, (text) =>
      text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
    ),
    member('upperAscii', [STRING], STRING, (text) =>
      text.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
    ),
    member('replace', [STRING, STRING, STRING], STRING, replace, { work: replaceWork }),
    member('replace', [STRING, STRING, STRING, INT], STRING, replace, { work: replaceWork }),
    member('split', [STRING, STRING], list(STRING), (text, separator) => split(text, separator, -1n)),
    member('split', [STRING, STRING, INT], list(STRING), split),
    member('substring', [STRING, INT], STRING, substring),
    member('substring', [STRING, INT, INT], STRING, substring),
    member('trim', [STRING], STRING, trim),
  ],
};

/** What version 2 of the extension adds. */
export const stringFormat: Library = {
  name: 'strings, version 2',
  since: '1.29',
  overloads: [
    member('format', [STRING, storedList(DYN)], STRING, (text, args) => formatString(text, args.map(known)), {
      work: (text, args) => formatWork(text, args.map(known)),
      looksAt: 'writes',
    }),
    global('strings.quote', [STRING], STRING, quote),
  ],
};

function inRange(index: bigint, length: number): number {
  return index >= 0n && index <= BigInt(length) ? Number(index) : fail(`index out of range: ${index}`);
}

function charAt(text: string, index: bigint): string {
  const characters = Array.from(text);
  return characters[inRange(index, characters.length)] ?? '';
}

/** Positions count code points; from beyond the end nothing is found (cel-go `ext/strings.go`, indexOfOffset). */
function indexOf(text: string, part: string, from: bigint): bigint {
  if (part === '') return from;
  if (from < 0n) return fail(`index out of range: ${from}`);
  const characters = Array.from(text);
  if (from >= BigInt(characters.length)) return -1n;
  const before = characters.slice(0, Number(from)).join('').length;
  return codePointIndex(text, text.indexOf(part, before));
}

function lastIndexOf(text: string, part: string, from: bigint | undefined): bigint {
  const characters = Array.from(text);
  if (part === '') return from ?? BigInt(characters.length);
  if (from === undefined) return codePointIndex(text, text.lastIndexOf(part));
  if (from < 0n) return fail(`index out of range: ${from}`);
  if (from >= BigInt(characters.length)) return -1n;
  const before = characters.slice(0, Number(from)).join('').length;
  return codePointIndex(text, text.lastIndexOf(part, before));
}

function codePointIndex(text: string, unit: number): bigint {
  return unit < 0 ? -1n : BigInt(Array.from(text.slice(0, unit)).length);
}

function joinWork(items: readonly string[], separator: string): number {
  return (items.reduce((sum, item) => sum + item.length, 0) + separator.length * items.length) / 10;
}

/** As Go's strings.Replace: an empty part stands before every character and at the end. */
function replace(text: string, part: string, replacement: string, limit = -1n): string {
  if (part === replacement || limit === 0n) return text;
  const pieces = part === '' ? ['', ...Array.from(text), ''] : text.split(part);
  const cuts = limit < 0n || limit > BigInt(pieces.length) ? pieces.length - 1 : Number(limit);
  const head = pieces.slice(0, cuts + 1).join(replacement);
  const rest = pieces.slice(cuts + 1);
  return rest.length === 0 ? head : [head, ...rest].join(part);
}

function replaceWork(text: string, part: string, replacement: string): number {
  const most = part === '' ? text.length + 1 : text.length / part.length;
  return (most * replacement.length) / 10;
}

/** As Go's strings.SplitN. */
function split(text: string, separator: string, limit: bigint): readonly string[] {
  if (limit === 0n) return [];
  const pieces = separator === '' ? Array.from(text) : text.split(separator);
  if (limit < 0n || BigInt(pieces.length) <= limit) return pieces;
  const count = Number(limit);
  return [...pieces.slice(0, count - 1), pieces.slice(count - 1).join(separator)];
}

function substring(text: string, start: bigint, end?: bigint): string {
  const characters = Array.from(text);
  const to = end === undefined ? characters.length : inRange(end, characters.length);
  const from = inRange(start, characters.length);
  return from <= to
    ? characters.slice(from, to).join('')
    : fail(`invalid substring range. start: ${start}, end: ${end}`);
}

/** Unicode's white space as Go knows it: with U+0085, without U+FEFF. */
const GO_SPACE = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING = new RegExp(`^${GO_SPACE}+`);

function trim(text: string): string {
  const start = LEADING.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && LEADING.test(text[end - 1] ?? '')) end -= 1;
  return text.slice(start, end);
}

function quote(text: string): string {
  return `"${Array.from(text, (character) => GO_ESCAPES.get(character) ?? character).join('')}"`;
}
