import type { CelValue } from '../values/value.ts';

/** An item of a list literal; an optional one (`?x`) is left out where it has no value. */
export interface ListItem {
  readonly optional: boolean;
  readonly value: Expression;
}

export interface MapItem {
  readonly optional: boolean;
  readonly key: Expression;
  readonly value: Expression;
}

export interface FieldItem {
  readonly optional: boolean;
  readonly at: number;
  readonly name: string;
  readonly value: Expression;
}

/** What a comprehension makes of its range. */
export type Gathering =
  | 'all'
  | 'exists'
  | 'existsOne'
  | 'list'
  | 'filter'
  | 'map'
  | 'mapEntry'
  | 'optMap'
  | 'optFlatMap'
  | 'sortBy';

export interface Comprehension {
  readonly kind: 'comprehension';
  readonly at: number;
  readonly gathering: Gathering;
  readonly range: Expression;
  /** One variable runs over items or keys; two run over index or key and value. */
  readonly variables: readonly string[];
  /** Which items count; undefined where all do. */
  readonly filter: Expression | undefined;
  readonly body: Expression;
}

/** An expression as written, macros expanded; `at` counts UTF-16 units from the start of the source. */
export type Expression =
  | { readonly kind: 'literal'; readonly at: number; readonly value: CelValue }
  | { readonly kind: 'ident'; readonly at: number; readonly name: string; readonly root: boolean }
  | {
      readonly kind: 'select';
      readonly at: number;
      readonly operand: Expression;
      readonly field: string;
      /** `a.?b`. */
      readonly optional: boolean;
      /** `has(a.b)`. */
      readonly test: boolean;
    }
  | {
      readonly kind: 'index';
      readonly at: number;
      readonly operand: Expression;
      readonly index: Expression;
      readonly optional: boolean;
    }
  | {
      readonly kind: 'call';
      readonly at: number;
      readonly name: string;
      readonly target: Expression | undefined;
      readonly args: readonly Expression[];
    }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly ListItem[] }
  | { readonly kind: 'map'; readonly at: number; readonly items: readonly MapItem[] }
  | {
      readonly kind: 'structure';
      readonly at: number;
      readonly name: string;
      readonly fields: readonly FieldItem[];
    }
  | {
      readonly kind: 'conditional';
      readonly at: number;
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'and' | 'or'; readonly at: number; readonly terms: readonly Expression[] }
  | Comprehension;

/** `a.b.c` where the expression is nothing but names and dots; undefined else. */
export function qualifiedName(expression: Expression): string | undefined {
  if (expression.kind === 'ident') return expression.name;
  if (expression.kind !== 'select' || expression.optional || expression.test) return undefined;
  const prefix = qualifiedName(expression.operand);
  return prefix === undefined ? undefined : `${prefix}.${expression.field}`;
}
