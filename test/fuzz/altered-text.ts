import fc from 'fast-check';

/** Pieces that mean something to YAML, JSON, CEL, klog, a terminal or a path. */
const PIECES = [
  '\n',
  '\n\n---\n',
  '  ',
  '\t',
  ': ',
  '- ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '&a ',
  '*a',
  '<<: *a\n',
  '!!binary ',
  '!!set ',
  '!!js/function ',
  '|\n',
  '>-\n',
  '#',
  '\\',
  '%YAML 9.9\n',
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '\ud800',
  '\ufeff',
  '__proto__: {a: 1}\n',
  'constructor: 1\n',
  'null',
  '~',
  '.nan',
  '1e999',
  '0x_1',
  '2026-13-45',
  '{{name}}',
  '$(id)',
  '[ '.repeat(50),
  '"'.repeat(2000),
  'a'.repeat(20_000),
  '- '.repeat(300),
];

interface Cut {
  readonly at: number;
  readonly length: number;
  readonly put: string;
  readonly times: number;
}

const cut: fc.Arbitrary<Cut> = fc.record({
  at: fc.nat(),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)),
  put: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 5 })),
  times: fc.constantFrom(1, 1, 1, 3),
});

/** A text with pieces cut out of it, put into it and repeated. */
export function alteredText(text: string, most = 4): fc.Arbitrary<string> {
  return fc.array(cut, { maxLength: most }).map((cuts) =>
    cuts.reduce((now, { at, length, put, times }) => {
      const start = at % (now.length + 1);
      return now.slice(0, start) + put.repeat(times) + now.slice(start + length);
    }, text),
  );
}

/** A value as JSON, as YAML has it; what JSON cannot hold is left out. */
export function asText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    // A value nested deeper than JSON.stringify follows can still be read: it is written level by level.
    if (error instanceof RangeError) return `${'['.repeat(5000)}${']'.repeat(5000)}`;
    throw error;
  }
}
