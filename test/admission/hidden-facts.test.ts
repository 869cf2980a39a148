import { describe, expect, test } from '@jest/globals';
import { chainOf } from '../../src/admission/chain.ts';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { type Dispatch, simulate, simulationOn } from '../../src/admission/simulate.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { partial, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { factsOfRecording, RECORDINGS, readRecording } from './support/recording.ts';

/** What was decided, without why. */
const decided = (dispatch: Dispatch) =>
  `${dispatch.webhook.configuration}: ${dispatch.does}${'as' in dispatch ? ` as ${dispatch.as.kind.version}` : ''}`;

const HIDDEN: readonly [string, (facts: ClusterFacts) => ClusterFacts][] = [
  ['discovery', (facts) => ({ ...facts, discovery: unknown('it was not read') })],
  ['namespaces', (facts) => without(facts, 'namespaces')],
  ['CustomResourceDefinitions', (facts) => without(facts, 'customresourcedefinitions.apiextensions.k8s.io')],
  ['half of discovery', (facts) => ({ ...facts, discovery: half(facts.discovery) })],
];

const CLUSTERS = RECORDINGS.map((name) => {
  const recording = readRecording(name);
  const facts = factsOfRecording(recording);
  const chain = chainOf(readFacts(facts));
  const simulation = simulationOn(chain, recording.version);
  const cases = recording.cases.flatMap(({ request }) =>
    request === null ? [] : [{ request, truth: simulate(request, chain, simulation).map(decided) }],
  );
  return { facts, chain, simulation, cases, version: recording.version };
});

describe('what is not known of a cluster', () => {
  test.each(HIDDEN)('%s hidden: what is still decided is decided the same', (_what, hide) => {
    let unknowns = 0;
    for (const { facts, cases, version } of CLUSTERS) {
      const chain = chainOf(readFacts(hide(facts)));
      const simulation = simulationOn(chain, version);
      for (const { request, truth } of cases) {
        simulate(request, chain, simulation).forEach((dispatch, index) => {
          if (dispatch.does === 'unknown') unknowns += 1;
          else expect(decided(dispatch)).toBe(truth[index]);
        });
      }
    }
    // Something hung on what was hidden, or this test shows nothing.
    expect(unknowns).toBeGreaterThan(0);
  });

  test('bodies hidden but for their names: what is still decided is decided the same', () => {
    let unknowns = 0;
    for (const { chain, simulation, cases } of CLUSTERS) {
      for (const { request, truth } of cases) {
        simulate(hideBodies(request), chain, simulation).forEach((dispatch, index) => {
          if (dispatch.does === 'unknown') unknowns += 1;
          else expect(decided(dispatch)).toBe(truth[index]);
        });
      }
    }
    expect(unknowns).toBeGreaterThan(0);
  });
});

function without(facts: ClusterFacts, key: string): ClusterFacts {
  return { ...facts, objects: { ...facts.objects, [key]: unknown(`${key} were not read`) } };
}

function half(discovery: ClusterFacts['discovery']): ClusterFacts['discovery'] {
  if (discovery.state === 'unknown') return discovery;
  return partial(
    discovery.value.filter((_served, index) => index % 2 === 0),
    'a server did not answer',
  );
}

function hideBodies(request: AdmissionRequest): AdmissionRequest {
  const hide = (body: AdmissionRequest['object']) => {
    if (body === null || body === undefined) return null;
    const { apiVersion, kind, metadata } = body;
    const { name, generateName } = (metadata ?? {}) as { name?: string; generateName?: string };
    return { apiVersion, kind, metadata: name === undefined || generateName !== undefined ? {} : { name } };
  };
  const { name, ...rest } = request;
  const isGenerated = JSON.stringify(request.object)?.includes('"generateName"') === true;
  return {
    ...rest,
    ...(isGenerated || name === undefined ? {} : { name }),
    bodies: 'partial',
    object: hide(request.object),
    oldObject: hide(request.oldObject),
  };
}
