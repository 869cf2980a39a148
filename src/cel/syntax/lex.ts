import { type CelValue, fitsInt64, Uint } from '../values/value.ts';
import { CompileError } from './compile-error.ts';
import { readStringLiteral, STRING_LITERAL } from './string-literal.ts';

export interface Token {
  readonly kind: 'literal' | 'number' | 'name' | 'operator' | 'end';
  /** As written; of the end, a word for messages. */
  readonly text: string;
  readonly value?: CelValue;
  readonly at: number;
}

const SPACE = /(?:[\t\n\f\r ]+|\/\/[^\n]*)+/y;
const NUMBER =
  /(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)|(?:0x[0-9a-fA-F]+|\d+)[uU]?/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const OPERATOR = /&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()[\]{}]/y;

/** Cuts the source into tokens. Integers keep their text: whether one fits hangs on the minus before it. */
export function lex(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  while (true) {
    at += take(SPACE)?.length ?? 0;
    if (at >= source.length) break;
    const token = nextToken(take, source, at);
    tokens.push(token);
    at += token.text.length;
  }
  tokens.push({ kind: 'end', text: 'the end', at });
  return tokens;
}

function nextToken(take: (pattern: RegExp) => string | undefined, source: string, at: number): Token {
  const string = take(STRING_LITERAL);
  if (string !== undefined)
    return { kind: 'literal', text: string, value: readStringLiteral(string, at), at };
  const number = take(NUMBER);
  if (number !== undefined) return { kind: 'number', text: number, at };
  const name = take(NAME);
  if (name !== undefined) return { kind: 'name', text: name, at };
  const operator = take(OPERATOR);
  if (operator !== undefined) return { kind: 'operator', text: operator, at };
  throw new CompileError(`Syntax error: ${JSON.stringify(source[at])} cannot stand here`, at);
}

/** The value of a number as written, with the sign before it. */
export function readNumber(token: Token, negative: boolean): CelValue {
  const { text, at } = token;
  if (!/^(?:0x[0-9a-fA-F]+|\d+)[uU]?$/.test(text)) {
    const double = Number(text);
    if (!Number.isFinite(double)) throw new CompileError('invalid double literal', at);
    return negative ? -double : double;
  }
  if (/[uU]$/.test(text)) {
    const unsigned = BigInt(text.slice(0, -1));
    if (unsigned >= 1n << 64n) throw new CompileError('invalid uint literal', at);
    return new Uint(unsigned);
  }
  const integer = negative ? -BigInt(text) : BigInt(text);
  if (!fitsInt64(integer)) throw new CompileError('invalid int literal', at);
  return integer;
}
