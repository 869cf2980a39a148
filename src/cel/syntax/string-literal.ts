import { CompileError } from './compile-error.ts';

/** A whole string or bytes literal: raw ones end at the first quote, others at the first that is not escaped. */
export const STRING_LITERAL =
  /(?:[rR][bB]?|[bB][rR])(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n\r]*"|'[^'\n\r]*')|[bB]?(?:"""(?:[^\\]|\\[\s\S])*?"""|'''(?:[^\\]|\\[\s\S])*?'''|"(?:[^"\\\n\r]|\\[^\n\r])*"|'(?:[^'\\\n\r]|\\[^\n\r])*')/y;

const SIMPLE_ESCAPES = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ...['\\', '"', "'", '`', '?'].map((character) => [character, character] as const),
]);

/** What a literal stands for: a string, or bytes where it is marked `b`. */
export function readStringLiteral(text: string, at: number): string | Uint8Array {
  const prefix = /^[a-zA-Z]*/.exec(text)?.[0].toLowerCase() ?? '';
  const quoted = text.slice(prefix.length);
  const quotes = quoted.length >= 6 && /^("""|''')/.test(quoted) ? 3 : 1;
  const content = quoted.slice(quotes, -quotes).replace(/\r\n?/g, '\n');
  const raw = prefix.includes('r');
  if (prefix.includes('b')) return readBytes(content, raw, at);
  return raw
    ? content
    : pieces(content, at)
        .map((piece) => (piece instanceof Escape ? piece.character(at) : piece))
        .join('');
}

function readBytes(content: string, raw: boolean, at: number): Uint8Array {
  const encoder = new TextEncoder();
  if (raw) return encoder.encode(content);
  const bytes: number[] = [];
  for (const piece of pieces(content, at)) {
    if (piece instanceof Escape && piece.byte) bytes.push(piece.code);
    else
      for (const byte of encoder.encode(piece instanceof Escape ? piece.character(at) : piece))
        bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

/** A numeric escape; `\x` and octal ones are one byte in a bytes literal and a code point in a string. */
class Escape {
  readonly code: number;
  readonly byte: boolean;
  constructor(code: number, byte: boolean) {
    this.code = code;
    this.byte = byte;
  }
  character(at: number): string {
    if (this.code > 0x10ffff || (this.code >= 0xd800 && this.code <= 0xdfff))
      throw new CompileError('Syntax error: the escape is no Unicode code point', at);
    return String.fromCodePoint(this.code);
  }
}

const ESCAPED =
  /\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([\s\S]))|[^\\]+/gu;

function pieces(content: string, at: number): (string | Escape)[] {
  const found: (string | Escape)[] = [];
  for (const [text, hex, short, long, octal, character] of content.matchAll(ESCAPED)) {
    if (hex !== undefined) found.push(new Escape(Number.parseInt(hex, 16), true));
    else if (short !== undefined || long !== undefined)
      found.push(new Escape(Number.parseInt(short ?? long ?? '', 16), false));
    else if (octal !== undefined) found.push(new Escape(Number.parseInt(octal, 8), true));
    else found.push(character === undefined ? text : simpleEscape(character, at));
  }
  return found;
}

function simpleEscape(character: string, at: number): string {
  const meaning = SIMPLE_ESCAPES.get(character);
  if (meaning === undefined) throw new CompileError(`Syntax error: \\${character} is no escape`, at);
  return meaning;
}
