import { describe, expect, test } from '@jest/globals';
import { DISTRIBUTIONS } from '../../src/distributions/recognise.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { compilePack } from '../../src/knowledge/compile-pack.ts';
import { mergePacks, type ReadPack } from '../../src/knowledge/merge-packs.ts';
import { formatProblem } from '../../src/knowledge/problem.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { ADDON, HAZARD, PACK, PRODUCT, WHOLE, WRITES } from './make-pack.ts';

const NODES = 'hazards/1.33/acme-nodes.yaml';

function compile(files: Readonly<Record<string, string>>, tool = '1.0.0') {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  return compilePack(texts, { tool, distributions: DISTRIBUTIONS });
}

function problemsOf(files: Readonly<Record<string, string>>, tool?: string): readonly string[] {
  const compiled = compile(files, tool);
  return 'problems' in compiled ? compiled.problems.map(formatProblem) : [];
}

/** The whole pack with one file changed. */
function changed(path: keyof typeof WHOLE, what: string, by: string): Readonly<Record<string, string>> {
  const text = WHOLE[path].replace(what, by);
  if (text === WHOLE[path]) throw new Error(`${what} is not in ${path}`);
  return { ...WHOLE, [path]: text };
}

test('a whole pack has no problem', () => {
  expect(problemsOf(WHOLE)).toEqual([]);
});

test.each(['acme', 'acme-'])('the prefix %s begins acme-nodes', (prefix) => {
  expect(problemsOf({ ...WHOLE, 'pack.yaml': PACK.replace(/acme\n$/, `${prefix}\n`) })).toEqual([]);
});

describe('each mistake is said with its file, line and field, and what is allowed', () => {
  test.each([
    [
      'no pack.yaml',
      { [NODES]: HAZARD },
      'pack.yaml: this file is missing; it holds name, version and prefix of the pack',
    ],
    [
      'no prefix',
      { 'pack.yaml': 'name: acme\nversion: 1.2.0\n' },
      /^pack\.yaml:1: prefix: .*expected string/,
    ],
    [
      'a field that packs do not have',
      changed('pack.yaml', 'prefix', 'run: rm\nprefix'),
      'pack.yaml:3: run: there is no such field here',
    ],
    [
      'an id without the prefix',
      changed(NODES, 'id: acme-nodes', 'id: nodes'),
      `${NODES}:1: id: nodes must begin with acme-, the prefix in pack.yaml`,
    ],
    [
      'an id that only looks like the prefix',
      changed(NODES, 'id: acme-nodes', 'id: acmenodes'),
      `${NODES}:1: id: acmenodes must begin with acme-, the prefix in pack.yaml`,
    ],
    [
      'a product without the prefix',
      changed('products/acme-guard.yaml', 'id: acme-guard', 'id: kyverno'),
      'products/acme-guard.yaml:1: id: kyverno must begin with acme-, the prefix in pack.yaml',
    ],
    [
      'an add-on without the prefix',
      changed('addons/acme-net.yaml', 'name: acme-net', 'name: cilium'),
      'addons/acme-net.yaml:1: name: cilium must begin with acme-, the prefix in pack.yaml',
    ],
    [
      'a write without the prefix',
      changed('writes/acme-agent.yaml', 'id: acme-beat', 'id: beat'),
      'writes/acme-agent.yaml:6: writes[0].id: beat must begin with acme-, the prefix in pack.yaml',
    ],
    [
      'a write of nobody',
      changed('writes/acme-agent.yaml', 'identity: agent', 'identity: someone'),
      'writes/acme-agent.yaml:7: writes[0].identity: a name under identities',
    ],
    [
      'a write whose denial does nothing that is known',
      changed('writes/acme-agent.yaml', 'ifDenied: stops', 'ifDenied: constructor'),
      'writes/acme-agent.yaml:17: writes[0].ifDenied: a name under effects',
    ],
    [
      'a severity that does not exist',
      changed(NODES, 'severity: blocker', 'severity: fatal'),
      new RegExp(`^${NODES}:5: severity: .*"blocker"\\|"disruptive"\\|"caution"\\|"info"`),
    ],
    [
      'a field that hazards do not have',
      changed(NODES, 'explain:', 'exec: rm\nexplain:'),
      `${NODES}:15: exec: there is no such field here`,
    ],
    [
      'a distribution that nobody knows, so that it would never be met',
      changed(NODES, 'trigger: entering', 'distributions: [kubadm]\n  trigger: entering'),
      new RegExp(`^${NODES}:8: affects\\.distributions\\[0\\]: kubadm is none of kubeadm, talos`),
    ],
    [
      'a write on a distribution that nobody knows',
      changed('writes/acme-agent.yaml', '    condition:', '    distributions: [kubadm]\n    condition:'),
      /^writes\/acme-agent\.yaml:9: writes\[0\]\.distributions\[0\]: kubadm is none of kubeadm/,
    ],
    [
      'an end before its beginning, so that it would never be met',
      changed(NODES, '[{introduced: 1.33.0}]', '[{introduced: 1.33.4}, {fixed: 1.33.2}]'),
      `${NODES}:9: affects.versions[1]: must be newer than the version before it`,
    ],
    [
      'a version with a leading zero',
      changed(NODES, '1.33.0}]', '1.033.0}]'),
      `${NODES}:9: affects.versions[0].introduced: a three-part version such as 1.34.0`,
    ],
    ['a table', { ...WHOLE, 'apis.yaml': 'apis: []\n' }, /^apis\.yaml:1: sources: /],
    [
      'a file that nothing reads',
      { ...WHOLE, 'hazard/1.33/acme-typo.yaml': HAZARD },
      'hazard/1.33/acme-typo.yaml: nothing reads this file; a pack has pack.yaml and the folders hazards, writes, addons, products',
    ],
    [
      'a file whose name ends otherwise',
      { ...WHOLE, 'hazards/1.33/acme-other.yml': HAZARD },
      'hazards/1.33/acme-other.yml: nothing reads this file; its name must end in .yaml',
    ],
    ['YAML that is none', { ...WHOLE, [NODES]: 'id: [acme' }, new RegExp(`^${NODES}:\\d+: .`)],
    ['an empty file', { ...WHOLE, [NODES]: '' }, new RegExp(`^${NODES}:1: .*expected object`)],
  ])('%s', (_name, files, problem) => {
    const problems = problemsOf(files);
    expect(
      problems.filter((one) => (problem instanceof RegExp ? problem.test(one) : one === problem)),
    ).toEqual([expect.anything()]);
  });

  test('a name that is no name of JavaScript’s either', () => {
    const files = changed(NODES, 'where: ', '__proto__: {polluted: yes}\n    where: ');
    expect(problemsOf(files)).toEqual([`${NODES}:13: detect.objects.__proto__: there is no such field here`]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('a pack for a newer holdshort', () => {
  const newer = { ...WHOLE, 'pack.yaml': `${PACK}needs: holdshort >= 1.4.0\nfuture: field\n` };
  test('says that, and nothing else: the rest may be right', () => {
    expect(problemsOf({ ...newer, [NODES]: 'future: [' }, '1.3.9')).toEqual([
      'pack.yaml: needs: this needs holdshort 1.4.0 or newer, and yours is 1.3.9; install that, or use an older version of the knowledge',
    ]);
  });
  test.each(['1.4.0', '1.10.0', '2.0.0'])('is taken by %s', (tool) => {
    expect(problemsOf({ ...WHOLE, 'pack.yaml': `${PACK}needs: holdshort >= 1.4.0\n` }, tool)).toEqual([]);
  });
  test.each(['1.4', 'holdshort 1.4.0', 'holdshort > 1.4.0', 'holdshort >= 01.4.0'])(
    'needs: %s is no need',
    (needs) => {
      expect(problemsOf({ ...WHOLE, 'pack.yaml': `${PACK}needs: ${needs}\n` })).toEqual([
        'pack.yaml:4: needs: holdshort >= and a version in three parts, such as holdshort >= 0.4.0',
      ]);
    },
  );
});

describe('packs together', () => {
  const shipped = compileKnowledge(knowledgeTexts()).knowledge;
  const pack = (folder: string, files: Readonly<Record<string, string>>): ReadPack => {
    const compiled = compile(files);
    if ('problems' in compiled) throw new Error(compiled.problems.map(formatProblem).join('\n'));
    return { ...compiled, folder, digest: folder };
  };
  const merge = (...packs: readonly ReadPack[]) => {
    const merged = mergePacks(shipped, packs);
    return 'problems' in merged ? merged.problems.map(formatProblem) : merged.knowledge;
  };
  const other = PACK.replace('name: acme', 'name: other');

  test('are added to what ships, and named', () => {
    const knowledge = merge(pack('a', WHOLE));
    if (!('hazards' in knowledge)) throw new Error(knowledge.join('\n'));
    expect(knowledge.hazards.length).toBe(shipped.hazards.length + 1);
    expect(knowledge.products.at(-1)?.id).toBe('acme-guard');
    expect(knowledge.addons.at(-1)?.name).toBe('acme-net');
    expect(knowledge.writes.at(-1)?.actor).toBe('acme-agent');
    expect(knowledge.packs).toEqual([{ name: 'acme', version: '1.2.0', digest: 'a' }]);
    expect(knowledge.version).toBe(shipped.version);
  });

  test.each([
    [NODES, HAZARD, 'hazards/1.33/acme-nodes.yaml:1: id: acme-nodes'],
    ['products/p.yaml', PRODUCT, 'products/p.yaml:1: id: acme-guard'],
    ['addons/a.yaml', ADDON, 'addons/a.yaml:1: name: acme-net'],
    ['writes/w.yaml', WRITES, 'writes/w.yaml:6: writes[0].id: acme-beat'],
  ])('may not both have %s', (path, text, start) => {
    const files = { [path]: text };
    expect(
      merge(pack('a', { 'pack.yaml': PACK, ...files }), pack('b', { 'pack.yaml': other, ...files })),
    ).toEqual([`b/${start} is taken by a/${path}; an id is used once`]);
  });

  test('an id is used once within a pack too', () => {
    const twice = { ...WHOLE, 'hazards/1.33/acme-again.yaml': HAZARD };
    expect(merge(pack('a', twice))).toEqual([
      `a/hazards/1.33/acme-again.yaml:1: id: acme-nodes is taken by a/hazards/1.33/acme-nodes.yaml; an id is used once`,
    ]);
  });

  test('never take the place of what ships', () => {
    const prefix = PACK.replace('prefix: acme', 'prefix: stateful-sets');
    const hazard = HAZARD.replace('id: acme-nodes', 'id: stateful-sets-restart');
    expect(merge(pack('a', { 'pack.yaml': prefix, 'hazards/1.33/x.yaml': hazard }))).toEqual([
      'a/hazards/1.33/x.yaml:1: id: stateful-sets-restart is taken by the knowledge that ships; an id is used once',
    ]);
  });

  test('have names of their own', () => {
    const second = { 'pack.yaml': PACK.replace('prefix: acme', 'prefix: other') };
    expect(merge(pack('a', WHOLE), pack('b', second))).toEqual([
      'b/pack.yaml: name: acme is taken by the pack in a; give each pack once, under a name of its own',
    ]);
  });
});
