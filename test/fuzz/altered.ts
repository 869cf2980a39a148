import fc from 'fast-check';

/** One change of a JSON value, at a place that the numbers lead to. */
interface Edit {
  readonly way: readonly number[];
  readonly does: 'remove' | 'retype' | 'repeat' | 'nest' | 'rename';
  readonly garbage: unknown;
  readonly depth: number;
}

/** Values of every type, and such as readers stumble over. */
export const GARBAGE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  '',
  'x',
  '0',
  '1.99.99',
  'v1.34.0',
  '*',
  '/',
  '../..',
  '{{name}}',
  '\u0000\u001b[31m\u202e',
  '\ud800',
  '9'.repeat(400),
  `${'a'.repeat(20_000)}!`,
  [],
  [null],
  [[]],
  [''],
  [1, 'a', {}],
  {},
  { '': '' },
  { name: null },
  { a: { b: [{ c: null }] } },
  JSON.parse('{"__proto__": {"name": "x"}, "constructor": {"prototype": 1}, "length": -1}'),
  Array.from({ length: 2000 }, (_, index) => ({ name: `n${index}` })),
];

const edit: fc.Arbitrary<Edit> = fc.record({
  way: fc.array(fc.nat(), { minLength: 1, maxLength: 14 }),
  does: fc.constantFrom<Edit['does']>('remove', 'retype', 'retype', 'retype', 'repeat', 'nest', 'rename'),
  garbage: fc.constantFrom(...GARBAGE),
  depth: fc.constantFrom(2, 30, 3000),
});

/** A value with some of its fields removed, retyped, repeated, renamed, made huge or deeply nested. */
export function altered<T>(value: T, most = 4): fc.Arbitrary<unknown> {
  return fc
    .array(edit, { minLength: 1, maxLength: most })
    .map((edits) => edits.reduce<unknown>((now, one) => applyEdit(now, one, one.way), value));
}

const GONE = Symbol('gone');

/** Only what lies on the way is copied: a value of thousands of objects is altered as fast as a small one. */
function applyEdit(value: unknown, edit: Edit, way: readonly number[]): unknown {
  const result = step(value, edit, way);
  return result === GONE ? null : result;
}

function step(value: unknown, edit: Edit, way: readonly number[]): unknown {
  const [turn, ...rest] = way;
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const key = turn === undefined ? undefined : keys[turn % keys.length];
  if (key === undefined) return change(value, edit);
  if (Array.isArray(value)) {
    const item = step(value[Number(key)], edit, rest);
    if (item === GONE) return value.filter((_, index) => index !== Number(key));
    const copy = [...value];
    copy[Number(key)] = item;
    return edit.does === 'repeat' && rest.length === 0 ? [...copy, ...copy, ...copy] : copy;
  }
  const { [key]: old, ...others } = value as Record<string, unknown>;
  const item = step(old, edit, rest);
  if (item === GONE) return others;
  const isRenamed = edit.does === 'rename' && rest.length === 0;
  return { ...others, [isRenamed ? `${key}x` : key]: item };
}

function change(value: unknown, { does, garbage, depth }: Edit): unknown {
  switch (does) {
    case 'remove':
      return GONE;
    case 'retype':
      return garbage;
    case 'repeat':
      return typeof value === 'string'
        ? value.repeat(Math.min(1000, 100_000 / (value.length + 1)))
        : [value, value];
    case 'nest':
      return nested(value, depth);
    case 'rename':
      return value;
  }
}

/** A value inside of so many objects and lists. */
export function nested(value: unknown, depth: number): unknown {
  let around = value;
  for (let level = 0; level < depth; level++) around = level % 2 === 0 ? { a: around } : [around];
  return around;
}
