import { CompileError } from './compile-error.ts';
import { Depths } from './depths.ts';
import { type Expression, type FieldItem, type ListItem, type MapItem, qualifiedName } from './expression.ts';
import { readNumber } from './lex.ts';
import { expandMacro, type MACROS } from './macros.ts';
import type { TokenReader } from './token-reader.ts';

const KEYWORDS = new Set(['true', 'false', 'null', 'in']);
const RESERVED = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

export interface ParseOptions {
  readonly macros: typeof MACROS;
  /** Whether `a.?b`, `a[?b]` and `[?a]` are understood. */
  readonly optionals: boolean;
}

/** Reads values and what is asked of them; which operators stand between them is for the class that extends it. */
export abstract class MemberParser {
  protected readonly tokens: TokenReader;
  protected readonly depths: Depths;
  readonly #options: ParseOptions;

  constructor(tokens: TokenReader, options: ParseOptions) {
    this.tokens = tokens;
    this.depths = new Depths(tokens);
    this.#options = options;
  }

  protected abstract expression(): Expression;

  /** A value with the fields, items and methods asked of it. */
  protected member(): Expression {
    return this.depths.within('member', (deeper) => {
      let operand = this.#primary();
      while (true) {
        const { at } = this.tokens.peek();
        if (this.tokens.skip('.')) operand = this.#selectionOrCall(operand, at);
        else if (this.tokens.skip('[')) operand = this.#index(operand, at);
        else return operand;
        deeper();
      }
    });
  }

  #selectionOrCall(operand: Expression, at: number): Expression {
    const optional = this.#optionalMark();
    const { kind, text: field } = this.tokens.peek();
    if (kind !== 'name' || KEYWORDS.has(field)) this.tokens.refuse();
    this.tokens.take();
    if (!optional && this.tokens.isAt('{') && qualifiedName(operand) !== undefined)
      return this.#structure(at, `${qualifiedName(operand)}.${field}`);
    if (optional || !this.tokens.isAt('('))
      return { kind: 'select', at, operand, field, optional, test: false };
    return this.#call(this.tokens.peek().at, field, operand);
  }

  #index(operand: Expression, at: number): Expression {
    const optional = this.#optionalMark();
    const index = this.expression();
    this.tokens.expect(']');
    return { kind: 'index', at, operand, index, optional };
  }

  #call(at: number, name: string, target: Expression | undefined, root = false): Expression {
    this.tokens.expect('(');
    const args: Expression[] = [];
    while (!this.tokens.isAt(')')) {
      args.push(this.expression());
      if (!this.tokens.isAt(')')) {
        this.tokens.expect(',');
        if (this.tokens.isAt(')')) this.tokens.refuse();
      }
    }
    this.tokens.take();
    // No macro has a leading dot.
    const expanded = root ? undefined : expandMacro(this.#options.macros, at, name, target, args);
    return expanded ?? { kind: 'call', at, name, target, args };
  }

  #optionalMark(): boolean {
    if (!this.tokens.isAt('?')) return false;
    if (!this.#options.optionals) this.tokens.refuse('unsupported syntax: ?');
    return this.tokens.skip('?');
  }

  #primary(): Expression {
    const token = this.tokens.take();
    const { at } = token;
    switch (token.kind) {
      case 'literal':
        return { kind: 'literal', at, value: token.value ?? null };
      case 'number':
        return { kind: 'literal', at, value: readNumber(token, false) };
      case 'name':
        return this.#named(token.text, at, false);
      case 'operator':
        return this.#bracketed(token.text, at);
      default:
        throw new CompileError(`Syntax error: unexpected ${token.text}`, at);
    }
  }

  #bracketed(text: string, at: number): Expression {
    if (text === '-' && this.tokens.peek().kind === 'number')
      return { kind: 'literal', at, value: readNumber(this.tokens.take(), true) };
    if (text === '(') {
      const inner = this.expression();
      this.tokens.expect(')');
      return inner;
    }
    if (text === '[') return { kind: 'list', at, items: this.#items(']', () => this.#listItem()) };
    if (text === '{') return { kind: 'map', at, items: this.#items('}', () => this.#mapItem()) };
    if (text === '.' && this.tokens.peek().kind === 'name')
      return this.#named(this.tokens.take().text, at, true);
    throw new CompileError(`Syntax error: unexpected ${text}`, at);
  }

  #named(name: string, at: number, root: boolean): Expression {
    if (!root && name === 'true') return { kind: 'literal', at, value: true };
    if (!root && name === 'false') return { kind: 'literal', at, value: false };
    if (!root && name === 'null') return { kind: 'literal', at, value: null };
    if (KEYWORDS.has(name)) throw new CompileError(`Syntax error: unexpected ${name}`, at);
    if (RESERVED.has(name)) throw new CompileError(`reserved identifier: ${name}`, at);
    if (this.tokens.isAt('(')) return this.#call(this.tokens.peek().at, name, undefined, root);
    if (this.tokens.isAt('{')) return this.#structure(at, name);
    return { kind: 'ident', at, name, root };
  }

  /** Items up to the closing bracket; a comma may follow the last. */
  #items<T>(end: string, read: () => T): T[] {
    const items: T[] = [];
    // Even where there is no item (cel-go 0.26, `parser/gen/CEL.g4`).
    if (this.tokens.skip(',')) {
      this.tokens.expect(end);
      return items;
    }
    while (!this.tokens.skip(end)) {
      items.push(read());
      if (!this.tokens.isAt(end)) this.tokens.expect(',');
    }
    return items;
  }

  #listItem(): ListItem {
    return { optional: this.#optionalMark(), value: this.expression() };
  }

  #mapItem(): MapItem {
    const optional = this.#optionalMark();
    const key = this.expression();
    this.tokens.expect(':');
    return { optional, key, value: this.expression() };
  }

  #structure(at: number, name: string): Expression {
    this.tokens.expect('{');
    return { kind: 'structure', at, name, fields: this.#items('}', () => this.#fieldItem()) };
  }

  #fieldItem(): FieldItem {
    const optional = this.#optionalMark();
    const { kind, text: name, at } = this.tokens.take();
    if (kind !== 'name' || KEYWORDS.has(name)) throw new CompileError(`Syntax error: unexpected ${name}`, at);
    this.tokens.expect(':');
    return { optional, at, name, value: this.expression() };
  }
}
