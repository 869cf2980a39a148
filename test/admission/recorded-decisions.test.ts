import { describe, expect, test } from '@jest/globals';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { simulate, simulationOn } from '../../src/admission/simulate.ts';
import { chainOfRecording, RECORDINGS, type Recording, readRecording } from './support/recording.ts';

describe.each(RECORDINGS)('decisions recorded on a real kube-apiserver, %s', (file) => {
  const recording = readRecording(file);
  const chain = chainOfRecording(recording);
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
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      expect(called.sort(byId)).toEqual([...one.called].sort(byId));
      expect(dispatches.filter(({ does }) => does === 'unknown' || does === 'refuse')).toEqual([]);
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
