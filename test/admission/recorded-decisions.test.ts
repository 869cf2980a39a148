import { describe, expect, test } from '@jest/globals';
import { chainOf } from '../../src/admission/chain.ts';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { simulate, simulationOn } from '../../src/admission/simulate.ts';
import { unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { factsOfRecording, RECORDINGS, type Recording, readRecording } from './support/recording.ts';

describe.each(
  RECORDINGS.flatMap((file) => [
    [file, 'as it tells what it serves', 'discovery'],
    [file, 'by what its release serves', 'release'],
  ]) as [(typeof RECORDINGS)[number], string, 'discovery' | 'release'][],
)('decisions recorded on a real kube-apiserver, %s, %s', (file, _how, source) => {
  const recording = readRecording(file);
  const facts = factsOfRecording(
    recording,
    source === 'discovery' ? {} : { discovery: unknown('files do not tell it') },
  );
  const chain = chainOf(readFacts(facts), { server: recording.version });
  const simulation = simulationOn(chain, recording.version);

  test.each(recording.cases.filter(({ request }) => request !== null).map((one) => [one.id, one] as const))(
    '%s',
    (_id, one) => {
      const dispatches = simulate(one.request as AdmissionRequest, chain, simulation);
      const called = dispatches.flatMap((dispatch) =>
        dispatch.does === 'call'
          ? [
              {
                id: dispatch.webhook.configuration,
                kind: `${dispatch.as.kind.group}/${dispatch.as.kind.version}/${dispatch.as.kind.kind}`,
              },
            ]
          : [],
      );
      const unknowns = dispatches.filter(({ does }) => does === 'unknown');
      // A release can be told to serve more than it does by default; whether this one was, only discovery says.
      if (source === 'discovery') expect(unknowns).toEqual([]);
      for (const one of unknowns)
        expect(one).toMatchObject({ because: expect.stringContaining('not all versions') });
      const open = new Set(unknowns.map(({ webhook }) => webhook.configuration));
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      expect(called.sort(byId)).toEqual(one.called.filter(({ id }) => !open.has(id)).sort(byId));
      expect(dispatches.filter(({ does }) => does === 'refuse')).toEqual([]);
    },
  );

  test.each(recording.cases.filter(({ request }) => request === null).map((one) => [one.id, one] as const))(
    'seen by no webhook: %s',
    (_id, one) => {
      expect(one.called).toEqual([]);
      const request = requestOf(one, recording);
      // What is not served is answered 404 before admission; what is served and still seen by none is exempt.
      expect(request === undefined ? 404 : one.http.status).toBe(one.http.status);
      const dispatches = request === undefined ? [] : simulate(request, chain, simulation);
      expect(dispatches.map(({ does }) => does)).toEqual(dispatches.map(() => 'skip'));
    },
  );
});

/** The request that a path stands for; undefined where the server does not serve it. */
function requestOf(
  { http }: Recording['cases'][number],
  { discovery }: Recording,
): AdmissionRequest | undefined {
  const [, group = '', version = '', resource = ''] =
    /^\/apis\/([^/]+)\/([^/]+)\/([^/?]+)/.exec(http.path) ?? [];
  const served = discovery.find(
    (one) => one.group === group && one.version === version && one.resource === resource,
  );
  return served === undefined
    ? undefined
    : {
        kind: { group, version, kind: served.kind },
        resource: { group, version, resource },
        operation: 'CREATE',
        name: 'extra',
        userInfo: { username: 'jane', groups: ['system:authenticated'] },
        object: { apiVersion: `${group}/${version}`, kind: served.kind, metadata: { name: 'extra' } },
      };
}
