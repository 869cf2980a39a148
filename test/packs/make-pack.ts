import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A pack's own file, as tests use it. */
export const PACK = 'name: acme\nversion: 1.2.0\nprefix: acme\n';

/** A blocker that every cluster with a node has. */
export const HAZARD = `id: acme-nodes
title: Nodes of Acme stop
component: kubelet
category: requirement
severity: blocker
confidence: confirmed
affects:
  trigger: entering
  versions: [{introduced: 1.33.0}]
detect:
  objects:
    resource: nodes
    where: 'true'
message: Node {{name}} stops.
explain: Acme's agent does not start.
remediate: [{title: Replace the agent}]
rescue: [{title: Replace the agent}]
sources: [{type: docs, url: 'https://acme.example/agent'}]
cases:
  - name: a node
    path: 1.32.0 → 1.33.0
    objects: [{apiVersion: v1, kind: Node, metadata: {name: w1}}]
    expect: hit
  - name: no node
    path: 1.32.0 → 1.33.0
    expect: miss
  - name: nodes that may not be listed
    path: 1.32.0 → 1.33.0
    unknown: [nodes]
    expect: unknown
`;

export const PRODUCT = `id: acme-guard
name: Acme Guard
recognise: [{configuration: [{exact: acme-guard}]}]
writtenBy: installer
ownership: Its chart writes the configuration once.
exempt: []
disable: [{title: Delete it, run: 'kubectl delete {{resource}} {{name}}'}]
sources: [{type: docs, url: 'https://acme.example/guard'}]
`;

export const ADDON = `name: acme-net
title: Acme Net
claim: tested
confidence: confirmed
recognise: {images: [acme/net]}
sources: {table: 'https://acme.example/net'}
versions: [{from: '1.0', before: '2.0', min: 1.30, max: 1.31, source: table}]
`;

export const WRITES = `actor: acme-agent
identities: {agent: {username: acme, groups: [acme]}}
effects:
  stops: {effect: stops, says: the agent stops, explain: It has no other way., confidence: confirmed, sources: [{type: docs, url: 'https://acme.example/agent'}]}
writes:
  - id: acme-beat
    identity: agent
    when: {every: true}
    condition: always
    operations: [UPDATE]
    group: ''
    version: v1
    resource: configmaps
    kind: ConfigMap
    namespace: kube-system
    names: [acme]
    ifDenied: stops
    sources: [{type: docs, url: 'https://acme.example/agent'}]
`;

export const WHOLE = {
  'pack.yaml': PACK,
  'hazards/1.33/acme-nodes.yaml': HAZARD,
  'products/acme-guard.yaml': PRODUCT,
  'addons/acme-net.yaml': ADDON,
  'writes/acme-agent.yaml': WRITES,
};

/** Writes a pack into a new folder. */
export function makePack(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdshort-pack-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
