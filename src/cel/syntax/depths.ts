import type { TokenReader } from './token-reader.ts';

/** Rules that call themselves; chains such as a+b+c count as nesting, as ANTLR counts them. */
type Rule = 'expression' | 'relation' | 'arithmetic' | 'member';

/** What the parser of the API server refuses (cel-go `parser/options.go`, the default). */
const MAX_DEPTH = 250;

/** How deep each rule is nested at the place that is being read. */
export class Depths {
  readonly #tokens: TokenReader;
  readonly #depths: Record<Rule, number> = { expression: 0, relation: 0, arithmetic: 0, member: 0 };

  constructor(tokens: TokenReader) {
    this.#tokens = tokens;
  }

  /** Reads one level deeper; `deeper` counts a further link of a chain. */
  within<T>(rule: Rule, read: (deeper: () => void) => T): T {
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
}
