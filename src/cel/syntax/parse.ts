import { CompileError } from './compile-error.ts';
import { type Expression, type FieldItem, type ListItem, type MapItem, qualifiedName } from './expression.ts';
import { lex, readNumber } from './lex.ts';
import { expandMacro, type MACROS } from './macros.ts';
import { TokenReader } from './token-reader.ts';

/** What the parser of the API server refuses (cel-go `parser/options.go`, the defaults). */
const MAX_CODE_POINTS = 100_000;
const MAX_DEPTH = 250;

const KEYWORDS = new Set(['true', 'false', 'null', 'in']);
const RESERVED = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const RELATIONS = new Set(['<', '<=', '>', '>=', '==', '!=']);

export interface ParseOptions {
  readonly macros: typeof MACROS;
  /** Whether `a.?b`, `a[?b]` and `[?a]` are understood. */
  readonly optionals: boolean;
}

/** Reads an expression; throws a CompileError where it is none. */
export function parse(source: string, options: ParseOptions): Expression {
  if (source.length > MAX_CODE_POINTS && [...source].length > MAX_CODE_POINTS)
    throw new CompileError(`the expression is longer than ${MAX_CODE_POINTS} characters`, 0);
  const parser = new Parser(new TokenReader(lex(source)), options);
  return parser.whole();
}

type Rule = 'expression' | 'relation' | 'arithmetic' | 'member';

class Parser {
  readonly #tokens: TokenReader;
  readonly #options: ParseOptions;
  /** How deep each rule that calls itself is nested; chains such as a+b+c count as nesting, as ANTLR counts them. */
  readonly #depths: Record<Rule, number> = { expression: 0, relation: 0, arithmetic: 0, member: 0 };

  constructor(tokens: TokenReader, options: ParseOptions) {
    this.#tokens = tokens;
    this.#options = options;
  }

  whole(): Expression {
    const expression = this.#expression();
    if (this.#tokens.peek().kind !== 'end') this.#tokens.refuse();
    return expression;
  }

  #within<T>(rule: Rule, read: (deeper: () => void) => T): T {
    const before = this.#depths[rule];
    const deeper = () => {
      this.#depths[rule] += 1;
      if (this.#depths[rule] > MAX_DEPTH) this.#tokens.refuse(`nested deeper than ${MAX_DEPTH}`);
    };
    deeper();
    const result = read(deeper);
    this.#depths[rule] = before;
    return result;
  }

  #expression(): Expression {
    return this.#within('expression', () => {
      const condition = this.#logic('or');
      const { at } = this.#tokens.peek();
      if (!this.#tokens.skip('?')) return condition;
      const then = this.#logic('or');
      this.#tokens.expect(':');
      return { kind: 'conditional', at, condition, then, otherwise: this.#expression() };
    });
  }

  #logic(kind: 'and' | 'or'): Expression {
    const read = () => (kind === 'or' ? this.#logic('and') : this.#relation());
    const first = read();
    const { at } = this.#tokens.peek();
    const terms = [first];
    while (this.#tokens.skip(kind === 'or' ? '||' : '&&')) terms.push(read());
    return terms.length === 1 ? first : { kind, at, terms };
  }

  #relation(): Expression {
    return this.#within('relation', (deeper) => {
      let left = this.#arithmetic();
      while (true) {
        const { kind, text, at } = this.#tokens.peek();
        const isRelation = kind === 'operator' ? RELATIONS.has(text) : kind === 'name' && text === 'in';
        if (!isRelation) return left;
        this.#tokens.take();
        deeper();
        left = operator(at, text === 'in' ? '@in' : `_${text}_`, [left, this.#arithmetic()]);
      }
    });
  }

  #arithmetic(): Expression {
    return this.#within('arithmetic', (deeper) =>
      this.#chain(['+', '-'], deeper, () => this.#chain(['*', '/', '%'], deeper, () => this.#unary())),
    );
  }

  #chain(operators: readonly string[], deeper: () => void, read: () => Expression): Expression {
    const before = this.#depths.arithmetic;
    let left = read();
    while (true) {
      const { kind, text, at } = this.#tokens.peek();
      if (kind !== 'operator' || !operators.includes(text)) break;
      this.#tokens.take();
      deeper();
      left = operator(at, `_${text}_`, [left, read()]);
    }
    this.#depths.arithmetic = before;
    return left;
  }

  #unary(): Expression {
    const { at } = this.#tokens.peek();
    let count = 0;
    if (this.#tokens.isAt('!')) {
      while (this.#tokens.skip('!')) count += 1;
      return negated(at, '!_', this.#member(), count);
    }
    while (this.#tokens.isAt('-') && !this.#isSign()) {
      this.#tokens.take();
      count += 1;
    }
    return negated(at, '-_', this.#member(), count);
  }

  /** A minus straight before a number belongs to the number. */
  #isSign(): boolean {
    return this.#tokens.peek(1).kind === 'number';
  }

  #member(): Expression {
    return this.#within('member', (deeper) => {
      let operand = this.#primary();
      while (true) {
        const { at } = this.#tokens.peek();
        if (this.#tokens.skip('.')) operand = this.#selectionOrCall(operand, at);
        else if (this.#tokens.skip('[')) operand = this.#index(operand, at);
        else return operand;
        deeper();
      }
    });
  }

  #selectionOrCall(operand: Expression, at: number): Expression {
    const optional = this.#optionalMark();
    const { kind, text: field } = this.#tokens.peek();
    if (kind !== 'name' || KEYWORDS.has(field)) this.#tokens.refuse();
    this.#tokens.take();
    if (!optional && this.#tokens.isAt('{') && qualifiedName(operand) !== undefined)
      return this.#structure(at, `${qualifiedName(operand)}.${field}`);
    if (optional || !this.#tokens.isAt('('))
      return { kind: 'select', at, operand, field, optional, test: false };
    return this.#call(this.#tokens.peek().at, field, operand);
  }

  #index(operand: Expression, at: number): Expression {
    const optional = this.#optionalMark();
    const index = this.#expression();
    this.#tokens.expect(']');
    return { kind: 'index', at, operand, index, optional };
  }

  #call(at: number, name: string, target: Expression | undefined): Expression {
    this.#tokens.expect('(');
    const args: Expression[] = [];
    while (!this.#tokens.isAt(')')) {
      args.push(this.#expression());
      if (!this.#tokens.isAt(')')) {
        this.#tokens.expect(',');
        if (this.#tokens.isAt(')')) this.#tokens.refuse();
      }
    }
    this.#tokens.take();
    return (
      expandMacro(this.#options.macros, at, name, target, args) ?? { kind: 'call', at, name, target, args }
    );
  }

  #optionalMark(): boolean {
    if (!this.#tokens.isAt('?')) return false;
    if (!this.#options.optionals) this.#tokens.refuse('unsupported syntax: ?');
    return this.#tokens.skip('?');
  }

  #primary(): Expression {
    const token = this.#tokens.take();
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
    if (text === '-' && this.#tokens.peek().kind === 'number')
      return { kind: 'literal', at, value: readNumber(this.#tokens.take(), true) };
    if (text === '(') {
      const inner = this.#expression();
      this.#tokens.expect(')');
      return inner;
    }
    if (text === '[') return { kind: 'list', at, items: this.#items(']', () => this.#listItem()) };
    if (text === '{') return { kind: 'map', at, items: this.#items('}', () => this.#mapItem()) };
    if (text === '.' && this.#tokens.peek().kind === 'name')
      return this.#named(this.#tokens.take().text, at, true);
    throw new CompileError(`Syntax error: unexpected ${text}`, at);
  }

  #named(name: string, at: number, root: boolean): Expression {
    if (!root && name === 'true') return { kind: 'literal', at, value: true };
    if (!root && name === 'false') return { kind: 'literal', at, value: false };
    if (!root && name === 'null') return { kind: 'literal', at, value: null };
    if (KEYWORDS.has(name)) throw new CompileError(`Syntax error: unexpected ${name}`, at);
    if (RESERVED.has(name)) throw new CompileError(`reserved identifier: ${name}`, at);
    if (this.#tokens.isAt('(')) return this.#call(this.#tokens.peek().at, name, undefined);
    if (this.#tokens.isAt('{')) return this.#structure(at, name);
    return { kind: 'ident', at, name, root };
  }

  /** Items up to the closing bracket; a comma may follow the last. */
  #items<T>(end: string, read: () => T): T[] {
    const items: T[] = [];
    while (!this.#tokens.skip(end)) {
      items.push(read());
      if (!this.#tokens.isAt(end)) this.#tokens.expect(',');
    }
    return items;
  }

  #listItem(): ListItem {
    return { optional: this.#optionalMark(), value: this.#expression() };
  }

  #mapItem(): MapItem {
    const optional = this.#optionalMark();
    const key = this.#expression();
    this.#tokens.expect(':');
    return { optional, key, value: this.#expression() };
  }

  #structure(at: number, name: string): Expression {
    this.#tokens.expect('{');
    return { kind: 'structure', at, name, fields: this.#items('}', () => this.#fieldItem()) };
  }

  #fieldItem(): FieldItem {
    const optional = this.#optionalMark();
    const { kind, text: name, at } = this.#tokens.take();
    if (kind !== 'name' || KEYWORDS.has(name)) throw new CompileError(`Syntax error: unexpected ${name}`, at);
    this.#tokens.expect(':');
    return { optional, at, name, value: this.#expression() };
  }
}

function operator(at: number, name: string, args: readonly Expression[]): Expression {
  return { kind: 'call', at, name, target: undefined, args };
}

/** Pairs of the same sign cancel out, as in cel-go's parser. */
function negated(at: number, name: string, operand: Expression, count: number): Expression {
  return count % 2 === 0 ? operand : operator(at, name, [operand]);
}
