import { CompileError } from './compile-error.ts';
import type { Token } from './lex.ts';

/** A place in a row of tokens. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The token that comes after `skip` others, without taking it. */
  peek(skip = 0): Token {
    return (this.#tokens[this.#next + skip] ?? this.#tokens.at(-1)) as Token;
  }

  take(): Token {
    const token = this.peek();
    this.#next += 1;
    return token;
  }

  isAt(operator: string): boolean {
    const { kind, text } = this.peek();
    return kind === 'operator' && text === operator;
  }

  /** Takes the operator where it is next. */
  skip(operator: string): boolean {
    if (!this.isAt(operator)) return false;
    this.#next += 1;
    return true;
  }

  expect(operator: string): Token {
    if (!this.isAt(operator)) this.refuse(`expected ${operator} but found ${this.peek().text}`);
    return this.take();
  }

  refuse(problem = `unexpected ${this.peek().text}`): never {
    throw new CompileError(`Syntax error: ${problem}`, this.peek().at);
  }
}
