import { examineHazards } from '../assessment/examine-hazards.ts';
import { hazardsOnHop } from '../assessment/hazards-on-hop.ts';
import type { Evidence } from '../detectors/detector.ts';
import { readFacts } from '../facts/fact-reader.ts';
import type { HazardCase, HazardFile } from '../knowledge/shapes/hazard.ts';
import { planPath, type Release } from '../upgrade/path.ts';
import { caseFacts, isObject } from './case-facts.ts';

/** Plays a case of a hazard. @returns what is wrong with it, or nothing */
export function runCase(
  hazard: HazardFile,
  proof: HazardCase,
  releases: readonly Release[],
): string | undefined {
  const path = casePath(proof.path, releases);
  if ('problem' in path) return path.problem;
  const broken = (proof.objects ?? []).findIndex((object) => !isObject(object));
  if (broken !== -1)
    return `objects[${broken}] is no Kubernetes object: it needs apiVersion, kind and metadata.name`;
  const distribution = hazard.affects.distributions?.[0] ?? 'unknown';
  if (!path.hops.some((hop) => hazardsOnHop([hazard], hop, distribution as 'unknown').length > 0)) {
    return `no hop of ${proof.path} meets the hazard; a case must lie inside its versions`;
  }
  const { findings, questions } = examineHazards({
    facts: readFacts(caseFacts(proof)),
    path,
    knowledge: { hazards: [hazard] },
    distribution: distribution as 'unknown',
  });
  const outcome = findings[0]?.outcome ?? (questions.length > 0 ? 'unknown' : 'miss');
  if (outcome !== proof.expect) {
    const because = findings[0]?.because.join('; ') ?? '';
    return `expected ${proof.expect}, but it is ${outcome}${because === '' ? '' : `: ${because}`}`;
  }
  return wrongEvidence(proof.evidence ?? {}, findings[0]?.evidence[0]);
}

function casePath(text: string, releases: readonly Release[]) {
  const [from, to, ...more] = text.split(/\s*→\s*/);
  if (from === undefined || to === undefined || more.length > 0) {
    return { problem: `path ${text}: two versions with → between them, such as 1.31.4 → 1.32.1` };
  }
  return planPath(from, to, releases);
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
