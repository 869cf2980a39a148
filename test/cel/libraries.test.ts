import { describe, expect, test } from '@jest/globals';
import { compileCel, toJson } from '../../src/cel/cel.ts';

/** What an expression without inputs says, as JSON or in one word. */
function say(expression: string): unknown {
  const compiled = compileCel(expression, { kubernetes: '1.37', use: 'mutatingPolicy' });
  if ('compileError' in compiled) return 'compileError';
  const result = compiled.program.evaluate({ object: null });
  return 'value' in result ? toJson(result.value) : Object.keys(result)[0];
}

describe.each<[string, [string, unknown][]]>([
  [
    'quantities',
    [
      ["quantity('1.5Gi').isInteger()", false],
      ["quantity('1000m').isInteger()", false],
      ["quantity('1.0').isInteger()", false],
      ["quantity('2k').asInteger()", 2000],
      ["quantity('1Gi').asInteger()", 1073741824],
      ["quantity('9223372036854775807').isInteger()", false],
      ["quantity('999999999999999999').asInteger()", '999999999999999999'],
      ["quantity('1.5Gi') == quantity('1536Mi')", true],
      ["quantity('0.1n') == quantity('1n')", true],
      ["quantity('-0.1n') == quantity('-1n')", true],
      ["quantity('1E').compareTo(quantity('1000P'))", 0],
      ["quantity('1E3') == quantity('1k')", true],
      ["quantity('1e-3').asApproximateFloat()", 0.001],
      ["quantity('9999Ei') == quantity('8Ei')", true],
      ["quantity('9999Ei').compareTo(quantity('9223372036854775807'))", 0],
      ["quantity('99999999999999999999').isGreaterThan(quantity('9223372036854775807'))", true],
      ["sign(quantity('-3')) == -1", true],
      ["quantity('5').sign()", 'compileError'],
      ["['1.', '.5', '+1', '-1Ki', '007', '1e5', '5E'].all(q, isQuantity(q))", true],
      ["['', '1K', '1ki', '1e', '1.2.3', ' 1', '1 ', '--1', '1mm'].exists(q, isQuantity(q))", false],
      ["quantity('1').add(quantity('1m')).sub(1).asApproximateFloat()", 0.001],
    ],
  ],
  [
    'URLs, as Go reads them',
    [
      ["isURL('https:://a')", true],
      ["isURL('mailto:a@b')", true],
      ["isURL('/a b')", true],
      ["isURL('a/b')", false],
      ["isURL('')", false],
      ["isURL(':a')", false],
      ["isURL('http://a b/')", false],
      ["isURL('http://a:b/')", false],
      ["isURL('http://[::1')", false],
      ["isURL('/%zz')", false],
      ["isURL('/a\\u0001')", false],
      ["url('HTTP://u:p@h:80/a%20b?x=1&x=2&y=%20+#f').getQuery()", { x: ['1', '2'], y: ['  '] }],
      ["url('HTTP://u:p@h:80/a').getScheme()", 'http'],
      ["url('https://[::1]:80/').getHostname()", '::1'],
      ["url('https://[::1]:80/').getHost()", '[::1]:80'],
      ["url('https://a:80/').getPort()", '80'],
      ["url('/a b').getEscapedPath()", '/a%20b'],
      ["url('/a%2Fb').getEscapedPath()", '/a%2Fb'],
      ["url('//host/p').getHost()", 'host'],
      ["url('/p?a;b=1&c=2').getQuery()", { c: ['2'] }],
      ["url('http://a/') == url('HTTP://a/')", true],
    ],
  ],
  [
    'addresses',
    [
      ["string(ip('2001:DB8:0:0:1:0:0:1'))", '2001:db8::1:0:0:1'],
      ["string(ip('1:2:3:4:5:6:7::'))", '1:2:3:4:5:6:7:0'],
      ["string(ip('::1.2.3.4'))", '::102:304'],
      [
        "['::1%eth0', '1.2.3.4.5', '1.2.3.04', '::ffff:1.2.3.4', ':::', '1::2::3', '12345::', 'a.b'].exists(a, isIP(a))",
        false,
      ],
      ["['10.0.0.0/33', '10.0.0.0/08', '10.0.0.0', '::/129', '10.0.0.0/-1'].exists(c, isCIDR(c))", false],
      ["cidr('10.0.0.0/8').containsIP('::1')", false],
      ["cidr('0.0.0.0/0').containsCIDR('10.0.0.0/8')", true],
      ["cidr('10.0.0.0/8').containsCIDR('0.0.0.0/0')", false],
      ["ip('fe80::1').isLinkLocalUnicast()", true],
      ["ip('ff02::1').isGlobalUnicast()", false],
      ["ip('255.255.255.255').isGlobalUnicast()", false],
      ["cidr('2001:db8::1/32').masked().ip() == ip('2001:db8::')", true],
    ],
  ],
  [
    'versions',
    [
      ["semver('1.0.0-alpha.1').isLessThan(semver('1.0.0-alpha.beta'))", true],
      ["semver('1.0.0-2').isLessThan(semver('1.0.0-10'))", true],
      ["semver('1.0.0-a').isLessThan(semver('1.0.0-a.1'))", true],
      ["semver('1.0.0+a') == semver('1.0.0+b')", true],
      ["semver('v01.02', true) == semver('1.2.0')", true],
      ["['01.2.3', '1.2.3-01', '1.2', 'v1.2.3', '1.2.3-', '1.2.3+'].exists(v, isSemver(v))", false],
      ["isSemver('v1.2-a', true)", false],
    ],
  ],
  [
    'text',
    [
      ["'abc'.indexOf('', 2)", 2],
      ["'héllo'.lastIndexOf('l')", 3],
      ["''.lastIndexOf('x')", -1],
      ["'abc'.indexOf('c', 5)", -1],
      ["'abc'.indexOf('c', -1)", 'error'],
      ["'ab'.replace('', '-')", '-a-b-'],
      ["'ab'.replace('', '-', 2)", '-a-b'],
      ["''.replace('', 'x')", 'x'],
      ["'\\ufeffa\\u0085'.trim()", '\ufeffa'],
      ["'a-b-c'.split('-', 0)", []],
      ["'😀é'.split('')", ['😀', 'é']],
      ["'😀' > '\\uffff'", true],
      ["'%f %.0f %.0f'.format([1234567.5, 2.5, 3.5])", '1,234,567.500000 2 4'],
      [
        "'%s'.format([[1.5, 'a\\n', b'b', timestamp('2024-01-01T00:00:00Z')]])",
        '[1.500000, "a\\n", b"b", timestamp("2024-01-01T00:00:00Z")]',
      ],
      ["'%s'.format([[dyn(1.5), dyn('a\\n'), dyn(b'b')]])", '[1.500000, "a\\n", b"b"]'],
      ["'%d'.format([dyn('a')])", 'error'],
      ["'%d %d'.format([1])", 'compileError'],
      ["'%d'.format([1, 2])", 'compileError'],
      ["'%y'.format([1])", 'compileError'],
      ["strings.quote('a\"\\n\\u00e9')", '"a\\"\\né"'],
      ["'Ünï'.upperAscii()", 'ÜNï'],
    ],
  ],
  [
    'lists',
    [
      ['[3, 1, 2].sort()', [1, 2, 3]],
      ["['b', 'a'].sortBy(x, x.size())", ['b', 'a']],
      ['[[1, [2]], [3]].flatten(0)', 'compileError'],
      ['[[[1]], [[2]]].flatten(2)', [1, 2]],
      ['[[1]].flatten(-1)', 'error'],
      ['dyn([1, 2]).flatten()', [1, 2]],
      ['[1, 2].slice(1, 3)', 'error'],
      ['[1, 2].slice(-1, 1)', 'error'],
      ['[dyn(1), dyn(1.0), dyn(1u)].distinct()', [1]],
      ["[1].min() == 1 && ['a'].max() == 'a'", true],
      ['[1, 2, 1].lastIndexOf(1)', 2],
      ["'a'.includes('a') && [1, 2].includes(2) && ![1].includes(3)", true],
    ],
  ],
  [
    'optionals',
    [
      ['optional.ofNonZeroValue(0u).hasValue()', false],
      ["optional.ofNonZeroValue(duration('0s')).hasValue()", false],
      ["optional.ofNonZeroValue(timestamp('0001-01-01T00:00:00Z')).hasValue()", false],
      ["{'a': 1, ?'a': optional.none()}", {}],
      ["dyn({'a': 1}).?b.c.d.hasValue()", false],
      ["has(dyn('text').a)", false],
      ["dyn('text').a", 'error'],
      ['has(dyn([1]).a)', 'error'],
    ],
  ],
  [
    'time',
    [
      ["timestamp('2024-02-30T00:00:00Z')", 'compileError'],
      ["timestamp('2024-03-10T10:00:00.5+02:00')", '2024-03-10T10:00:00.5+02:00'],
      ["timestamp('2024-03-10T10:00:00Z').getHours('America/New_York')", 6],
      ["timestamp('2024-03-10T10:00:00Z').getHours('+05:30')", 15],
      ["timestamp('2024-03-10T10:00:00Z').getHours('Nowhere/Else')", 'error'],
      ["duration('1m1ms').getMilliseconds()", 60001],
      ["duration('1.5h') + duration('-30m') == duration('1h')", true],
      ["duration('1x')", 'compileError'],
      ["string(duration('1ns'))", '0.000000001s'],
      ["timestamp('9999-12-31T23:59:59Z') + duration('1s')", 'error'],
    ],
  ],
  [
    'patches of mutating policies',
    [
      ["jsonpatch.escapeKey('a/b~c')", 'a~1b~0c'],
      ['Object{spec: Object.spec{replicas: 3}}', { spec: { replicas: 3 } }],
      ["[JSONPatch{op: 'add', path: '/a', value: 1}]", [{ op: 'add', path: '/a', value: 1 }]],
      ['JSONPatch{op: 1}', 'compileError'],
      ['JSONPatch{unknown: 1}', 'compileError'],
      ['Something{a: 1}', 'compileError'],
      ['Object{?a: optional.none()}', {}],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('%s', (expression, said) => {
    expect(say(expression)).toEqual(said);
  });
});

test('every kind of value prints', () => {
  const values = [
    '1u',
    'b"a"',
    'type(1)',
    "url('/a')",
    "ip('::1')",
    "cidr('::/1')",
    "quantity('1Ki')",
    "semver('1.2.3')",
  ];
  const more = [
    'optional.none()',
    'optional.of(1)',
    '{1: 2}',
    '0.0 / 0.0',
    "authorizer.group('')",
    'format.uuid()',
  ];
  expect([...values, ...more].map(say)).toEqual([
    ...[1, 'YQ==', 'int', '/a', '::1', '::/1', '1024', '1.2.3'],
    ...[null, 1, { 1: 2 }, 'NaN', 'kubernetes.authorization.GroupCheck', 'uuid'],
  ]);
});
