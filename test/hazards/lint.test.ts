import { describe, expect, test } from '@jest/globals';
import { lintContext } from '../../src/commands/lint-context.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { lintKnowledge } from '../../src/knowledge/lint-knowledge.ts';
import { formatProblem } from '../../src/knowledge/problem.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { newestPatch } from '../support/newest-patch.ts';

const shipped = knowledgeTexts();
/** The other tables are not needed to look at one hazard; that they are missing is passed over. */
const tables = shipped.filter(({ path }) => path === 'releases.yaml');

const FILE = 'hazards/1.34/old-nodes.yaml';
const SOUND = `id: old-nodes
title: Old nodes stop
component: kubelet
category: regression
severity: blocker
confidence: confirmed
affects:
  trigger: running
  versions: [{introduced: 1.34.0}, {fixed: 1.34.2}]
detect:
  objects:
    resource: nodes
    where: object.metadata.name == 'old'
    values: {age: object.metadata.name}
message: Node {{name}} is {{age}}.
explain: It is.
remediate:
  - title: Replace it
    run: kubectl drain {{name}}
rescue:
  - title: Replace it
sources:
  - {type: issue, url: 'https://example.com/1'}
cases:
  - name: an old node
    path: 1.33.0 → 1.34.1
    objects: [{apiVersion: v1, kind: Node, metadata: {name: old}}]
    expect: hit
    evidence: {name: old, age: old}
  - name: a new one
    path: 1.33.0 → 1.34.1
    objects: [{apiVersion: v1, kind: Node, metadata: {name: new}}]
    expect: miss
  - name: no list of nodes
    path: 1.33.0 → 1.34.1
    unknown: [nodes]
    expect: unknown
`;

function lint(text: string, path = FILE): readonly string[] {
  const compiled = compileKnowledge([...tables, { path, text }]);
  return lintKnowledge(compiled, lintContext(compiled.knowledge))
    .filter(({ file }) => file === path)
    .map(formatProblem);
}

/** The sound hazard with one thing broken. */
function broken(what: string | RegExp, by: string): string {
  const text = SOUND.replace(what, by);
  if (text === SOUND) throw new Error(`nothing is broken: ${String(what)} is not there`);
  return text;
}

test('what ships is well formed', () => {
  const compiled = compileKnowledge(shipped);
  const problems = lintKnowledge(compiled, lintContext(compiled.knowledge));
  expect(problems.map(formatProblem)).toEqual([]);
});

test('a sound hazard has no problem', () => {
  expect(lint(SOUND)).toEqual([]);
});

describe('each mistake is said with its file, line, field, and what is allowed', () => {
  test.each([
    [
      'an id that is not the name of the file',
      broken('id: old-nodes', 'id: old-node'),
      `${FILE}:1: id: must be the file's name, old-nodes`,
    ],
    [
      'a file in the folder of another minor',
      broken('{introduced: 1.34.0}, {fixed: 1.34.2}', '{introduced: 1.33.0}, {fixed: 1.34.2}'),
      `${FILE}:9: affects.versions: first introduced in 1.33, so the file belongs into hazards/1.33, not hazards/1.34`,
    ],
    [
      'a patch that does not exist',
      broken('fixed: 1.34.2', 'fixed: 1.34.99'),
      `${FILE}:9: affects.versions[1].fixed: 1.34.99 is newer than ${newestPatch('1.34')}, the newest patch in releases.yaml`,
    ],
    [
      'a minor that does not exist',
      broken('fixed: 1.34.2', 'fixed: 1.99.0'),
      `${FILE}:9: affects.versions[1].fixed: 1.99.0 is of no minor in releases.yaml (1.25 to 1.37)`,
    ],
    [
      'an end before its beginning',
      broken('{introduced: 1.34.0}, {fixed: 1.34.2}', '{introduced: 1.34.2}, {fixed: 1.34.2}'),
      `${FILE}:9: affects.versions[1]: must be newer than the version before it`,
    ],
    [
      'two beginnings',
      broken('{fixed: 1.34.2}', '{introduced: 1.34.2}'),
      `${FILE}:9: affects.versions[1]: fixed or lastAffected must come here: they take turns`,
    ],
    [
      'a regression without an end that nobody looked at',
      broken(', {fixed: 1.34.2}', ''),
      `${FILE}:7: affects: a regression without an end needs checkedThrough: the newest patch in which it was seen`,
    ],
    [
      'a distribution that nobody knows',
      broken('  trigger: running', '  distributions: [minishift]\n  trigger: running'),
      `${FILE}:8: affects.distributions[0]: minishift is none of kubeadm, talos, k3s, rke2, k0s, kops, kind, eks, gke, aks, openshift, microshift`,
    ],
    [
      'a blocker that is only reported',
      broken('confidence: confirmed', 'confidence: reported'),
      `${FILE}:5: severity: blocker needs confidence reproduced or confirmed; with reported it is a caution at most`,
    ],
    [
      'a blocker without a way out',
      broken('rescue:\n  - title: Replace it\n', 'rescue: []\n'),
      `${FILE}:20: rescue: a blocker needs at least one step for those whom it already hit`,
    ],
    [
      'evidence that is not there',
      broken('kubectl drain {{name}}', 'kubectl drain {{node}}'),
      `${FILE}:19: remediate[0].run: no evidence is called {{node}}; there are kind, namespace, name, age`,
    ],
    [
      'a resource that nobody collects',
      broken('resource: nodes', 'resource: secrets'),
      `${FILE}:11: detect.objects: nobody collects secrets, so it would always be unknown; see src/cluster/collectors.ts`,
    ],
    [
      'no case that misses',
      broken('expect: miss', 'expect: hit').replace('{name: new}', '{name: old}'),
      `${FILE}:24: cases: there is no case that expects miss; a hazard needs at least one each of hit, miss, unknown`,
    ],
    [
      'a case that comes out otherwise',
      broken('metadata: {name: new}', 'metadata: {name: old}'),
      `${FILE}:30: cases[1]: expected miss, but it is hit`,
    ],
    [
      'a case whose evidence is another',
      broken('age: old}', 'age: young}'),
      `${FILE}:25: cases[0]: evidence age should be young, but it is old`,
    ],
    [
      'a case outside of the versions',
      broken('path: 1.33.0 → 1.34.1\n    unknown', 'path: 1.33.0 → 1.34.2\n    unknown'),
      `${FILE}:34: cases[2]: no hop of 1.33.0 → 1.34.2 meets the hazard; a case must lie inside its versions`,
    ],
    [
      'a case with something that is no object',
      broken('{apiVersion: v1, kind: Node, metadata: {name: old}}', '{kind: Node}'),
      `${FILE}:25: cases[0]: objects[0] is no Kubernetes object: it needs apiVersion, kind and metadata.name`,
    ],
    [
      'a detector that nobody knows',
      broken(/ {2}objects:\n {4}resource: nodes\n.*\n.*\n/, '  crystal-ball: {}\n').replaceAll('{{', '{'),
      `${FILE}:11: detect.crystal-ball: there is no detector crystal-ball; there are all, any, not, ask, objects, pod-specs, image-version, config-document, config-text, corefile-plugins, component-flag, component-flags, kubelet-config, metric, count, proxy-mode, requested-api, served-resource`,
    ],
    [
      'a parameter that the detector does not have',
      broken('    resource: nodes\n', '    resource: nodes\n    colour: red\n'),
      `${FILE}:13: detect.objects.colour: there is no such field here`,
    ],
    [
      'a field that hazards do not have',
      broken('explain: It is.', 'explain: It is.\nexplane: It is.'),
      `${FILE}:17: explane: there is no such field here`,
    ],
    [
      'a version that is not in three parts',
      broken('fixed: 1.34.2', 'fixed: 1.34'),
      `${FILE}:9: affects.versions[1].fixed: a three-part version such as 1.34.0`,
    ],
  ])('%s', (_name, text, problem) => {
    expect(lint(text)).toContain(problem);
  });

  test('a condition that is no CEL', () => {
    const [problem, ...more] = lint(broken("object.metadata.name == 'old'", 'thing.metadata.name ==')).filter(
      (line) => line.includes('detect'),
    );
    expect(problem).toMatch(
      /^hazards\/1\.34\/old-nodes\.yaml:13: detect\.objects\.where: is no CEL over object: ./,
    );
    expect(more).toEqual([]);
  });

  test('a variable that the detector does not give', () => {
    const problems = lint(broken("object.metadata.name == 'old'", "node.metadata.name == 'old'"));
    expect(problems[0]).toMatch(/where: is no CEL over object: .*node/);
  });

  test('a question inside another detection', () => {
    const text = broken(
      /detect:\n(?: .*\n)+/,
      "detect:\n  not: {ask: {question: 'Is it?', how: Look.}}\n",
    ).replaceAll('{{', '{');
    expect(lint(text)).toContain(
      `${FILE}:11: detect.not.ask: a question must be the whole detection; use relevant to narrow it down`,
    );
  });

  test('an id that is taken', () => {
    const compiled = compileKnowledge([
      ...tables,
      { path: FILE, text: SOUND },
      { path: 'hazards/1.34/copy/old-nodes.yaml', text: SOUND },
    ]);
    const problems = lintKnowledge(compiled, lintContext(compiled.knowledge)).map(formatProblem);
    expect(problems).toContain(
      `hazards/1.34/copy/old-nodes.yaml: id: old-nodes is taken by ${FILE}; an id is used once`,
    );
  });

  test('a file that is no YAML', () => {
    expect(lint('id: [old')[0]).toMatch(/^hazards\/1\.34\/old-nodes\.yaml:\d+: ./);
  });
});
