import { describe, expect, test } from '@jest/globals';
import { lintContext } from '../../src/commands/lint-context.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { lintKnowledge } from '../../src/knowledge/lint-knowledge.ts';
import { formatProblem } from '../../src/knowledge/problem.ts';
import type { KnowledgeText } from '../../src/knowledge/read.ts';
import { knowledgeTexts } from '../support/knowledge.ts';

/** Tables in small; each row is sound, and fits to the others. */
const SOUND: Readonly<Record<string, string>> = {
  'apis.yaml': `sources:
  guide: https://example.com/guide
apis:
  - {group: things.k8s.io, version: v1alpha1, resource: things, kind: Thing, removed: 1.33, default: false, gate: Things, replacement: {apiVersion: things.k8s.io/v1, kind: Thing}, source: guide}
unregistered:
  - {group: things.k8s.io, version: v1alpha1, removed: 1.34, source: guide}
`,
  'feature-gates.yaml': `registries:
  server: {file: a.go, components: [kube-apiserver, kubelet]}
  node: {file: b.go, components: [kubelet]}
sources:
  list: https://example.com/list
needsRead: 1.36
special: [AllAlpha]
gates:
  - {name: Things, registry: server, since: 1.30, stages: [1.30 alpha off, 1.32 beta on, 1.34 GA on], locked: {at: 1.34, to: true}, removed: 1.37, read: 1.36}
  - {name: MoreThings, registry: server, since: 1.33, stages: [1.33 alpha off, 1.35 beta on], needs: [{gate: Things, from: 1.35, until: 1.37}], read: 1.36}
  - {name: NodeThings, registry: node, stages: [1.25 beta on], read: 1.36, also: list}
`,
  'flags.yaml': `sources:
  pull: https://example.com/pull
flags:
  - {component: kubelet, flag: old-things, removed: 1.34, source: pull}
`,
  'admission-plugins.yaml': `sources:
  list: https://example.com/plugins
plugins:
  - {name: ThingGuard, since: 1.31, gate: Things, removed: 1.35, source: list, read: 1.34}
`,
  'storage-versions.yaml': `sources:
  data: https://example.com/data
resources:
  - {group: things.k8s.io, resource: things, kind: Thing, writes: [1.30 v1alpha1, 1.32 v1], reads: [v1 from 1.32, v1alpha1 from 1.30 until 1.34], source: data, read: 1.36}
`,
};

const releases = knowledgeTexts().filter(({ path }) => path === 'releases.yaml');

function lint(
  texts: Readonly<Record<string, string>>,
  hazards: readonly KnowledgeText[] = [],
): readonly string[] {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const compiled = compileKnowledge([...releases, ...files, ...hazards]);
  return lintKnowledge(compiled, lintContext(compiled.knowledge)).map(formatProblem);
}

/** The sound tables with one thing broken. */
function broken(file: string, what: string, by: string): Readonly<Record<string, string>> {
  const text = SOUND[file]?.replace(what, by);
  if (text === undefined || text === SOUND[file])
    throw new Error(`nothing is broken: ${file} has no ${what}`);
  return { ...SOUND, [file]: text };
}

/** A row of a table once more, with something else in it. */
function again(file: string, start: string, what: string, by: string): Readonly<Record<string, string>> {
  const row = SOUND[file]?.split('\n').find((line) => line.startsWith(start)) ?? '';
  return broken(file, row, `${row}\n${row.replace(what, by)}`);
}

test('sound tables have no problem', () => {
  expect(lint(SOUND)).toEqual([]);
});

describe('each mistake in a table is said with its file, line, field, and what is allowed', () => {
  test.each([
    [
      'a source that is not there',
      broken('flags.yaml', 'source: pull', 'source: push'),
      'flags.yaml:4: flags[0].source: there is no source push; there are pull',
    ],
    [
      'a further source that is not there',
      broken('feature-gates.yaml', 'also: list', 'also: notes'),
      'feature-gates.yaml:11: gates[2].also: there is no source notes; there are list',
    ],
    [
      'a release after the last one',
      broken('flags.yaml', 'removed: 1.34', 'removed: 1.99'),
      'flags.yaml:4: flags[0].removed: 1.99 is of no minor in releases.yaml, which ends with 1.37',
    ],
    [
      'a stage in a release after the last one',
      broken('feature-gates.yaml', '1.35 beta on]', '1.99 beta on]'),
      'feature-gates.yaml:10: gates[1].stages[1].at: 1.99 is of no minor in releases.yaml, which ends with 1.37',
    ],
    [
      'an API version twice',
      again(
        'apis.yaml',
        '  - {group: things.k8s.io, version: v1alpha1, resource',
        'removed: 1.33',
        'removed: 1.34',
      ),
      'apis.yaml:5: apis[1].version: things.k8s.io/v1alpha1 things has a row already; it goes once',
    ],
    [
      'a successor that comes later',
      broken('storage-versions.yaml', '1.32 v1], reads: [v1 from 1.32', '1.34 v1], reads: [v1 from 1.34'),
      'apis.yaml:4: apis[0].replacement: things.k8s.io/v1 Thing comes only with 1.34, after 1.33',
    ],
    [
      'a successor that is not there',
      broken('apis.yaml', 'things.k8s.io/v1, kind', 'things.k8s.io/v2, kind'),
      'apis.yaml:4: apis[0].replacement: storage-versions.yaml has no v2 of Thing; it has v1, v1alpha1',
    ],
    [
      'a successor that is gone as early',
      again(
        'apis.yaml',
        '  - {group: things.k8s.io, version: v1alpha1, resource',
        'version: v1alpha1',
        'version: v1',
      ),
      'apis.yaml:4: apis[0].replacement: things.k8s.io/v1 Thing is gone in 1.33, no later than things of v1alpha1',
    ],
    [
      'types that are gone while they are served',
      broken('apis.yaml', 'removed: 1.34, source', 'removed: 1.32, source'),
      'apis.yaml:6: unregistered[0].removed: things are served in this version until 1.33, so its types cannot be gone in 1.32',
    ],
    [
      'types that are gone while they are read',
      broken('storage-versions.yaml', 'until 1.34', 'until 1.35'),
      'apis.yaml:6: unregistered[0].removed: storage-versions.yaml has 1.34 still read things in this version, so its types are there',
    ],
    [
      'a gate that nobody has',
      broken('apis.yaml', 'gate: Things', 'gate: Thing'),
      'apis.yaml:4: apis[0].gate: there is no gate Thing in feature-gates.yaml',
    ],
    [
      'a gate of another component',
      broken('admission-plugins.yaml', 'gate: Things', 'gate: NodeThings'),
      'admission-plugins.yaml:4: plugins[0].gate: NodeThings is no gate of kube-apiserver',
    ],
    [
      'a gate that is younger than what it guards',
      broken('admission-plugins.yaml', 'gate: Things', 'gate: MoreThings'),
      'admission-plugins.yaml:4: plugins[0].gate: 1.31 has no gate MoreThings; it came with 1.33',
    ],
    [
      'a plugin that goes before it comes',
      broken('admission-plugins.yaml', 'removed: 1.35', 'removed: 1.31'),
      'admission-plugins.yaml:4: plugins[0].removed: must come after 1.31, which brought the plugin',
    ],
    [
      'a plugin that was seen after it went',
      broken('admission-plugins.yaml', 'read: 1.34', 'read: 1.35'),
      'admission-plugins.yaml:4: plugins[0].read: must come before 1.35, which removed the plugin',
    ],
    [
      'a plugin twice',
      again('admission-plugins.yaml', '  - ', 'since: 1.31', 'since: 1.32'),
      'admission-plugins.yaml:5: plugins[1].name: ThingGuard has a row already; a plugin has one',
    ],
    [
      'a flag twice',
      again('flags.yaml', '  - ', 'removed: 1.34', 'removed: 1.35'),
      'flags.yaml:5: flags[1].flag: kubelet --old-things has a row already; a flag goes once',
    ],
    [
      'a flag of a component that is not there',
      broken('flags.yaml', 'component: kubelet', 'component: kubectl'),
      'flags.yaml:4: flags[0].component: kubectl is none of kubeadm, etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kube-proxy, kubelet',
    ],
    [
      'a gate twice',
      again('feature-gates.yaml', '  - {name: NodeThings', 'registry: node', 'registry: server'),
      'feature-gates.yaml:12: gates[3].name: NodeThings has a row already; a gate has one',
    ],
    [
      'a registry that is not there',
      broken('feature-gates.yaml', 'registry: node', 'registry: nodes'),
      'feature-gates.yaml:11: gates[2].registry: there is no registry nodes; there are server, node',
    ],
    [
      'a gate that goes before it comes',
      broken('feature-gates.yaml', 'removed: 1.37', 'removed: 1.30'),
      'feature-gates.yaml:9: gates[0].removed: must come after 1.30, which brought the gate',
    ],
    [
      'a first stage in another release',
      broken('feature-gates.yaml', 'since: 1.33', 'since: 1.34'),
      'feature-gates.yaml:10: gates[1].stages[0]: must be 1.34, which brought the gate',
    ],
    [
      'a stage that goes back',
      broken('feature-gates.yaml', '1.34 GA on]', '1.34 alpha on]'),
      'feature-gates.yaml:9: gates[0].stages[2]: alpha cannot follow beta; the order is alpha, beta, GA, deprecated',
    ],
    [
      'stages that are out of order',
      broken('feature-gates.yaml', '1.32 beta on', '1.35 beta on'),
      'feature-gates.yaml:9: gates[0].stages[2]: must come after 1.35, the stage before it',
    ],
    [
      'a stage that changes nothing',
      broken('feature-gates.yaml', '1.35 beta on]', '1.35 alpha off]'),
      'feature-gates.yaml:10: gates[1].stages[1]: changes nothing; take it out',
    ],
    [
      'a lock before GA',
      broken('feature-gates.yaml', 'locked: {at: 1.34', 'locked: {at: 1.33'),
      'feature-gates.yaml:9: gates[0].locked.at: the gate is beta in 1.33; only GA and deprecated ones are locked',
    ],
    [
      'a lock to what is not the default',
      broken('feature-gates.yaml', 'to: true', 'to: false'),
      'feature-gates.yaml:9: gates[0].locked.to: must be true, the default in 1.34',
    ],
    [
      'a lock after the end',
      broken('feature-gates.yaml', 'locked: {at: 1.34', 'locked: {at: 1.37'),
      'feature-gates.yaml:9: gates[0].locked.at: must come before 1.37, which removed the gate',
    ],
    [
      'a need of a gate that is not there',
      broken('feature-gates.yaml', 'gate: Things, from', 'gate: Thing, from'),
      'feature-gates.yaml:10: gates[1].needs[0].gate: there is no gate Thing in the table',
    ],
    [
      'a need of itself',
      broken('feature-gates.yaml', 'gate: Things, from', 'gate: MoreThings, from'),
      'feature-gates.yaml:10: gates[1].needs[0].gate: a gate cannot need itself',
    ],
    [
      'a need of what has gone',
      broken('feature-gates.yaml', ', until: 1.37', ''),
      'feature-gates.yaml:10: gates[1].needs[0].from: 1.37 does not know Things; say until when it is needed',
    ],
    [
      'a need of what another component has',
      broken('feature-gates.yaml', 'gate: Things, from', 'gate: NodeThings, from'),
      'feature-gates.yaml:10: gates[1].needs[0].gate: kube-apiserver knows MoreThings, and not NodeThings',
    ],
    [
      'a need that the release itself does not keep',
      broken(
        'feature-gates.yaml',
        '1.32 beta on, 1.34 GA on], locked: {at: 1.34, to: true}',
        '1.34 beta off]',
      ),
      'feature-gates.yaml:10: gates[1].needs[0].gate: 1.35 has MoreThings on and Things off by default, which it would refuse itself',
    ],
    [
      'a resource twice',
      again('storage-versions.yaml', '  - ', 'read: 1.36', 'read: 1.35'),
      'storage-versions.yaml:5: resources[1].resource: things.things.k8s.io has a row already; a resource has one',
    ],
    [
      'a version that is written and not read',
      broken('storage-versions.yaml', '1.32 v1]', '1.32 v1beta1]'),
      'storage-versions.yaml:4: resources[0].writes[1]: no release reads v1beta1; they read v1, v1alpha1',
    ],
    [
      'a version that is written before it is read',
      broken('storage-versions.yaml', '1.32 v1]', '1.31 v1]'),
      'storage-versions.yaml:4: resources[0].writes[1]: 1.31 does not read v1 yet; 1.32 is the first that does',
    ],
    [
      'a version that is written longer than it is read',
      broken('storage-versions.yaml', '1.32 v1]', '1.35 v1]'),
      'storage-versions.yaml:4: resources[0].writes[0]: 1.34 does not read v1alpha1 any more, and nothing else is written from then on',
    ],
    [
      'a version that is written once it is served no more',
      broken('storage-versions.yaml', '1.30 v1alpha1, 1.32 v1]', '1.32 v1, 1.33 v1alpha1]'),
      'storage-versions.yaml:4: resources[0].writes[1]: v1alpha1 is not served from 1.33 on (apis.yaml), so 1.33 does not begin to write it',
    ],
    [
      'a version that cannot be read while it is served',
      broken('storage-versions.yaml', 'until 1.34', 'until 1.32'),
      'storage-versions.yaml:4: resources[0].reads[1]: v1alpha1 is served until 1.33 (apis.yaml), so 1.32 can read it',
    ],
    [
      'a version that goes and is no API version that goes',
      broken('apis.yaml', 'resource: things, kind: Thing', 'resource: others, kind: Other'),
      'storage-versions.yaml:4: resources[0].reads[1]: apis.yaml has no row of v1alpha1 things, which cannot be served without a reader from 1.34 on',
    ],
    [
      'a hazard that is not there',
      broken('storage-versions.yaml', 'source: data', 'told: {v1alpha1: things-unreadable}, source: data'),
      'storage-versions.yaml:4: resources[0].told.v1alpha1: there is no hazard things-unreadable',
    ],
    [
      'a hazard of a version that stays',
      broken('storage-versions.yaml', 'source: data', 'told: {v1: things-unreadable}, source: data'),
      'storage-versions.yaml:4: resources[0].told.v1: every release from its first on reads v1; there is nothing to tell',
    ],
  ])('%s', (_name, texts, problem) => {
    expect(lint(texts)).toContain(problem);
  });
});

const HAZARD = 'hazards/1.33/things.yaml';

function hazard(detect: string, more = '', introduced = '1.33.0'): KnowledgeText {
  return {
    path: HAZARD,
    text: `id: things
title: Things
component: kube-apiserver
category: behaviour
severity: caution
confidence: confirmed
affects:
  trigger: entering
  versions: [{introduced: ${introduced}}]
detect: ${detect}
message: Things.
explain: Things.
remediate:
  - title: Look${more}
rescue: []
sources:
  - {type: issue, url: 'https://example.com/1'}
cases:
  - {name: none, path: 1.32.0 → 1.33.0, expect: miss}
`,
  };
}

/** What lint says of a hazard beside its cases, which are not meant here. */
function lintHazard(detect: string, more?: string, introduced?: string): readonly string[] {
  return lint(SOUND, [hazard(detect, more, introduced)]).filter((line) => !line.includes(': cases'));
}

const gates = (where: string, component = 'kube-apiserver') =>
  `{component-flag: {component: ${component}, flag: feature-gates, where: "${where}"}}`;

describe('hazards are held against the tables', () => {
  test('one that names what the tables have has no problem', () => {
    expect(lintHazard(gates("value.contains('MoreThings=false')"))).toEqual([]);
    expect(lintHazard(gates("value.contains('AllAlpha=true')"))).toEqual([]);
  });

  test.each([
    [
      'a gate that nobody has',
      gates("value.contains('Thing=false')"),
      `${HAZARD}:10: detect.component-flag.where: there is no gate Thing in feature-gates.yaml`,
    ],
    [
      'a gate of other components',
      gates("value.contains('NodeThings=false')"),
      `${HAZARD}:10: detect.component-flag.where: NodeThings is no gate of kube-apiserver; it is one of kubelet`,
    ],
    [
      'a gate in the document of kubelets',
      "{config-document: {namespace: kube-system, name: kubelet-config, key: kubelet, where: 'has(document.featureGates) && has(document.featureGates.Thing)', ifMissing: miss}}",
      `${HAZARD}:10: detect.config-document.where: there is no gate Thing in feature-gates.yaml`,
    ],
    [
      'an API version that nobody has',
      '{served-resource: {group: things.k8s.io, version: v1beta1, resource: things}}',
      `${HAZARD}:10: detect.served-resource.version: the tables have no v1beta1 of things; they have v1, v1alpha1`,
    ],
    [
      'a resource that its group does not have',
      '{served-resource: {group: things.k8s.io, version: v1, resource: thing}}',
      `${HAZARD}:10: detect.served-resource.resource: the tables have no thing of things.k8s.io; they have things`,
    ],
    [
      'a requested API that goes by a row',
      '{requested-api: {group: things.k8s.io, version: v1alpha1}}',
      `${HAZARD}:10: detect: api-removed/things.k8s.io/v1alpha1/things says this already; a hazard is for what no table says`,
    ],
  ])('%s', (_name, detect, problem) => {
    expect(lintHazard(detect)).toEqual([problem]);
  });

  test('groups of others are none of the tables', () => {
    expect(lintHazard('{served-resource: {group: example.com, version: v7, resource: others}}')).toEqual([]);
  });

  test('a write of an API version that the release serves no more', () => {
    const write = (version: string, introduced: string): KnowledgeText => ({
      path: 'writes/actor.yaml',
      text: `actor: actor
identities:
  me: {username: me, groups: []}
effects:
  none: {effect: degraded, says: nothing happens, explain: Nothing., confidence: confirmed, sources: [{type: issue, url: 'https://example.com/1'}]}
writes:
  - {id: thing, identity: me, when: {trigger: entering, versions: [{introduced: ${introduced}}]}, condition: always, operations: [CREATE], group: things.k8s.io, version: ${version}, resource: things, kind: Thing, ifDenied: none, sources: [{type: issue, url: 'https://example.com/1'}]}
`,
    });
    expect(lint(SOUND, [write('v1alpha1', '1.33.0')])).toEqual([
      'writes/actor.yaml:7: writes[0].version: 1.33 does not serve v1alpha1 of things any more, which went with 1.33 (apis.yaml)',
    ]);
    expect(lint(SOUND, [write('v1alpha1', '1.32.0')])).toEqual([]);
    expect(lint(SOUND, [write('v1', '1.33.0')])).toEqual([]);
  });

  test('a gate that is advised must be there as well', () => {
    const advice = '\n    run: kube-apiserver --feature-gates=Thing=false';
    expect(lintHazard(gates("value.contains('MoreThings=false')"), advice)).toEqual([
      `${HAZARD}:15: remediate[0].run: there is no gate Thing in feature-gates.yaml`,
    ]);
  });

  test('a gate that went before the release that is looked at', () => {
    expect(
      lint(
        broken(
          'feature-gates.yaml',
          'registry: node, stages: [1.25 beta on], read: 1.36',
          'registry: server, stages: [1.25 beta on], removed: 1.32, read: 1.31',
        ),
        [hazard(gates("value.contains('NodeThings=false')"))],
      ),
    ).toContain(
      `${HAZARD}:10: detect.component-flag.where: NodeThings went with 1.32; 1.32, the first release that the hazard speaks of, has no such gate`,
    );
  });

  test('a flag that went before the release that is looked at', () => {
    const flags = (removed: string) =>
      broken(
        'flags.yaml',
        'component: kubelet, flag: old-things, removed: 1.34',
        `component: etcd, flag: old-things, removed: ${removed}`,
      );
    const detect = "{component-flag: {component: etcd, flag: old-things, where: value == 'x'}}";
    expect(lint(flags('1.32'), [hazard(detect)])).toContain(
      `${HAZARD}:10: detect.component-flag.flag: etcd does not accept --old-things from 1.32 on, and the hazard looks at 1.32 or newer`,
    );
    expect(lint(flags('1.34'), [hazard(detect)]).filter((line) => line.includes('old-things'))).toEqual([]);
    expect(lint(flags('1.33'), [hazard(detect)])).toContain(
      `${HAZARD}:10: detect: flag-removed/etcd/old-things says this already; a hazard is for what no table says`,
    );
  });

  test('a gate that is locked or goes in the very release, and nothing else', () => {
    const of34 = (detect: string) =>
      lint(SOUND, [{ path: 'hazards/1.34/things.yaml', text: hazard(detect, '', '1.34.0').text }]).filter(
        (line) => line.includes(': detect'),
      );
    const locked = "value.contains('Things=false')";
    expect(of34(gates(locked))).toEqual([
      'hazards/1.34/things.yaml:10: detect: feature-gate-locked/Things says this already; a hazard is for what no table says',
    ]);
    expect(of34(`{any: [${gates(locked)}, ${gates(locked)}]}`)).toHaveLength(1);
    expect(of34(`{all: [${gates(locked)}, {objects: {resource: pods, where: 'true'}}]}`)).toEqual([]);
    expect(of34(gates("value.contains('MoreThings=false')"))).toEqual([]);
    const document = (where: string) =>
      `{config-document: {namespace: kube-system, name: kubelet-config, key: kubelet, where: '${where}', ifMissing: miss}}`;
    const off = 'has(document.featureGates) && document.featureGates.Things == false';
    expect(of34(document(off))).toHaveLength(1);
    expect(of34(document(`${off} && document.failSwapOn == false`))).toEqual([]);
  });

  test('a hazard that tells of a stored version is met by the release that cannot read it', () => {
    const told = broken('storage-versions.yaml', 'source: data', 'told: {v1alpha1: things}, source: data');
    const detect = "{objects: {resource: nodes, where: 'true'}}";
    const at = 'storage-versions.yaml:4: resources[0].told.v1alpha1:';
    expect(lint(told, [hazard(detect)])).toContain(
      `${at} things is not introduced in 1.34.0, the first release that cannot read v1alpha1`,
    );
    const right = { path: 'hazards/1.34/things.yaml', text: hazard(detect, '', '1.34.0').text };
    expect(lint(told, [right]).filter((line) => line.startsWith('storage'))).toEqual([]);
  });
});
