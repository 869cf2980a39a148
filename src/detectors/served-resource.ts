import { isWhole } from '../facts/fact.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import type { Detector } from './detector.ts';

/** Whether the cluster serves a resource today. */
export const servedResource: Detector<DetectorParams<'served-resource'>> = {
  name: 'served-resource',
  needs: () => ['discovery'],
  evidence: () => ['api'],
  detect: ({ group, version, resource }, { facts }) => {
    const fact = facts.discovery();
    if (fact.state === 'unknown') return { outcome: 'unknown', because: [fact.because] };
    const evidence = fact.value
      .filter(
        (served) =>
          served.group === group &&
          served.resource === resource &&
          (version === undefined || served.version === version),
      )
      .map((served) => ({ values: { api: `${served.group}/${served.version} ${resource}` } }));
    if (evidence.length > 0) return { outcome: 'hit', evidence };
    return fact.state === 'known' || isWhole(fact, group)
      ? { outcome: 'miss' }
      : { outcome: 'unknown', because: [fact.because] };
  },
};
