import { describe, expect, test } from '@jest/globals';
import { chainOf } from '../../src/admission/chain.ts';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { type Dispatch, simulate, simulationOn } from '../../src/admission/simulate.ts';
import { simulatePolicies } from '../../src/admission/simulate-policies.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { known, partial, unknown } from '../../src/facts/fact.ts';
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

describe('what a policy says of a body that is hidden', () => {
  const recording = readRecording('1.36-13');
  const expressions = [
    ...new Set(
      recording.webhooks.flatMap(({ webhook }) => conditionsOf(webhook).map(({ expression }) => expression)),
    ),
  ];
  const policies = expressions.map((expression, index) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: `policy-${index}` },
    spec: { matchConstraints: {}, validations: [{ expression }] },
  }));
  const bindings = policies.map(({ metadata: { name } }) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name, validationActions: ['Deny'] },
  }));
  const group = 'admissionregistration.k8s.io';
  const facts = factsOfRecording(recording, {
    objects: {
      [`validatingadmissionpolicies.${group}`]: known(policies),
      [`validatingadmissionpolicybindings.${group}`]: known(bindings),
    },
  });
  const chain = chainOf(readFacts(facts));
  const simulation = simulationOn(chain, recording.version);

  test('is what it says of the whole body, or unknown', () => {
    const counts = { unknown: 0, decided: 0 };
    for (const { request } of recording.cases) {
      if (request === null) continue;
      const truth = simulatePolicies(request, chain, simulation).outcomes;
      simulatePolicies(hideBodies(request), chain, simulation).outcomes.forEach((outcome, index) => {
        if (outcome.does === 'unknown') counts.unknown += 1;
        else {
          counts.decided += 1;
          expect(`${outcome.policy.name}: ${outcome.does}`).toBe(
            `${outcome.policy.name}: ${truth[index]?.does}`,
          );
        }
      });
    }
    expect(counts.unknown).toBeGreaterThan(100);
    expect(counts.decided).toBeGreaterThan(100);
  });
});

function conditionsOf(webhook: Record<string, unknown>): readonly { expression: string }[] {
  return (webhook.matchConditions ?? []) as readonly { expression: string }[];
}

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
