import type { Evidence } from '../detectors/detector.ts';
import type { HazardCase, HazardFile } from '../knowledge/shapes/hazard.ts';
import type { Release } from '../upgrade/path.ts';
import { playCase } from './play-case.ts';

/** Plays a case of a hazard. @returns what is wrong with it, or nothing */
export function runCase(
  hazard: HazardFile,
  proof: HazardCase,
  releases: readonly Release[],
): string | undefined {
  const played = playCase(hazard, proof, releases);
  if ('problem' in played) return played.problem;
  const { findings, questions } = played;
  const outcome = findings[0]?.outcome ?? (questions.length > 0 ? 'unknown' : 'miss');
  if (outcome !== proof.expect) {
    const because = findings[0]?.because.join('; ') ?? '';
    return `expected ${proof.expect}, but it is ${outcome}${because === '' ? '' : `: ${because}`}`;
  }
  return wrongEvidence(proof.evidence ?? {}, findings[0]?.evidence[0]);
}

function wrongEvidence(
  expected: Readonly<Record<string, string>>,
  seen: Evidence | undefined,
): string | undefined {
  const values: Readonly<Record<string, string | undefined>> = { ...seen?.object, ...seen?.values };
  const wrong = Object.entries(expected).find(([name, text]) => values[name] !== text);
  if (wrong === undefined) return undefined;
  const [name, text] = wrong;
  return `evidence ${name} should be ${text}, but it is ${values[name] ?? 'not there'}`;
}
