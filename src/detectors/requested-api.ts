import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import type { Detector } from './detector.ts';

/** Whether clients asked for a deprecated API since kube-apiserver started, as its metrics tell. */
export const requestedApi: Detector<DetectorParams<'requested-api'>> = {
  name: 'requested-api',
  needs: () => ['requestedApis'],
  evidence: () => ['api'],
  detect: ({ group, version, resource }, { facts }) => {
    const fact = facts.requestedApis();
    if (fact.state === 'unknown') return { outcome: 'unknown', because: [fact.because] };
    const evidence = fact.value
      .filter(
        (api) =>
          api.group === group &&
          api.version === version &&
          (resource === undefined || api.resource === resource),
      )
      .map((api) => ({
        values: { api: `${group === '' ? version : `${group}/${version}`} ${api.resource}` },
      }));
    if (evidence.length > 0) return { outcome: 'hit', evidence };
    return fact.state === 'partial' ? { outcome: 'unknown', because: [fact.because] } : { outcome: 'miss' };
  },
};
