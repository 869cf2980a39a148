import type { Examination } from '../assessment/examination.ts';
import { examineHazards } from '../assessment/examine-hazards.ts';
import { hazardsOnHop } from '../assessment/hazards-on-hop.ts';
import { readFacts } from '../facts/fact-reader.ts';
import type { HazardCase, HazardFile } from '../knowledge/shapes/hazard.ts';
import { planPath, type Release } from '../upgrade/path.ts';
import { caseFacts, isObject } from './case-facts.ts';

/** Lets a hazard look at the cluster of one of its cases; says why it cannot where the case is none. */
export function playCase(
  hazard: HazardFile,
  proof: HazardCase,
  releases: readonly Release[],
): Examination | { readonly problem: string } {
  const path = casePath(proof.path, releases);
  if ('problem' in path) return path;
  const broken = (proof.objects ?? []).findIndex((object) => !isObject(object));
  if (broken !== -1) {
    return {
      problem: `objects[${broken}] is no Kubernetes object: it needs apiVersion, kind and metadata.name`,
    };
  }
  const distribution = hazard.affects.distributions?.[0] ?? 'unknown';
  if (!path.hops.some((hop) => hazardsOnHop([hazard], hop, distribution as 'unknown').length > 0)) {
    return { problem: `no hop of ${proof.path} meets the hazard; a case must lie inside its versions` };
  }
  return examineHazards({
    facts: readFacts(caseFacts(proof)),
    path,
    knowledge: { hazards: [hazard] },
    distribution: distribution as 'unknown',
  });
}

function casePath(text: string, releases: readonly Release[]) {
  const [from, to, ...more] = text.split(/\s*→\s*/);
  if (from === undefined || to === undefined || more.length > 0) {
    return { problem: `path ${text}: two versions with → between them, such as 1.31.4 → 1.32.1` };
  }
  return planPath(from, to, releases);
}
