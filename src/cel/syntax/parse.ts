import { CompileError } from './compile-error.ts';
import type { Expression } from './expression.ts';
import { lex } from './lex.ts';
import { MemberParser, type ParseOptions } from './member-parser.ts';
import { TokenReader } from './token-reader.ts';

export type { ParseOptions } from './member-parser.ts';

/** What the parser of the API server refuses (cel-go `parser/options.go`, the default). */
const MAX_CODE_POINTS = 100_000;

/** From those that bind less to those that bind more. */
const ARITHMETIC = [
  ['+', '-'],
  ['*', '/', '%'],
];
const RELATIONS = new Set(['<', '<=', '>', '>=', '==', '!=']);

/** Reads an expression; throws a CompileError where it is none. */
export function parse(source: string, options: ParseOptions): Expression {
  if (source.length > MAX_CODE_POINTS && [...source].length > MAX_CODE_POINTS)
    throw new CompileError(`the expression is longer than ${MAX_CODE_POINTS} characters`, 0);
  return new Parser(new TokenReader(lex(source)), options).whole();
}

/** Reads operators, from those that bind least to those that bind most. */
class Parser extends MemberParser {
  whole(): Expression {
    const expression = this.expression();
    if (this.tokens.peek().kind !== 'end') this.tokens.refuse();
    return expression;
  }

  protected expression(): Expression {
    return this.depths.within('expression', () => {
      const condition = this.#logic('or');
      const { at } = this.tokens.peek();
      if (!this.tokens.skip('?')) return condition;
      const then = this.#logic('or');
      this.tokens.expect(':');
      return { kind: 'conditional', at, condition, then, otherwise: this.expression() };
    });
  }

  #logic(kind: 'and' | 'or'): Expression {
    const read = () => (kind === 'or' ? this.#logic('and') : this.#relation());
    const first = read();
    const { at } = this.tokens.peek();
    const terms = [first];
    while (this.tokens.skip(kind === 'or' ? '||' : '&&')) terms.push(read());
    return terms.length === 1 ? first : { kind, at, terms };
  }

  #relation(): Expression {
    return this.depths.within('relation', (deeper) => {
      let left = this.#arithmetic();
      while (true) {
        const { kind, text, at } = this.tokens.peek();
        const isRelation = kind === 'operator' ? RELATIONS.has(text) : kind === 'name' && text === 'in';
        if (!isRelation) return left;
        this.tokens.take();
        deeper();
        const right = this.depths.within('relation', () => this.#arithmetic());
        left = operator(at, text === 'in' ? '@in' : `_${text}_`, [left, right]);
      }
    });
  }

  #arithmetic(): Expression {
    return this.depths.within('arithmetic', (deeper) => this.#chain(ARITHMETIC, deeper));
  }

  /** What is left of an operator lies one level deeper for each one that follows; what is right of it only while it is read. */
  #chain([operators, ...binding]: readonly (readonly string[])[], deeper: () => void): Expression {
    if (operators === undefined) return this.#unary();
    let left = this.#chain(binding, deeper);
    while (true) {
      const { kind, text, at } = this.tokens.peek();
      if (kind !== 'operator' || !operators.includes(text)) return left;
      this.tokens.take();
      deeper();
      const right = this.depths.within('arithmetic', (inner) => this.#chain(binding, inner));
      left = operator(at, `_${text}_`, [left, right]);
    }
  }

  #unary(): Expression {
    const { at } = this.tokens.peek();
    let count = 0;
    if (this.tokens.isAt('!')) {
      while (this.tokens.skip('!')) count += 1;
      return negated(at, '!_', this.member(), count);
    }
    while (this.tokens.isAt('-') && !this.#isSign()) {
      this.tokens.take();
      count += 1;
    }
    return negated(at, '-_', this.member(), count);
  }

  /** A minus before a number belongs to the number; unsigned ones take none (cel-go `parser/gen/CEL.g4`, literal). */
  #isSign(): boolean {
    const { kind, text } = this.tokens.peek(1);
    return kind === 'number' && !/u$/i.test(text);
  }
}

function operator(at: number, name: string, args: readonly Expression[]): Expression {
  return { kind: 'call', at, name, target: undefined, args };
}

/** Pairs of the same sign cancel out, as in cel-go's parser. */
function negated(at: number, name: string, operand: Expression, count: number): Expression {
  return count % 2 === 0 ? operand : operator(at, name, [operand]);
}
