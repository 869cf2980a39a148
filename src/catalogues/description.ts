import { fillStep } from '../assessment/fill.ts';
import type { Confidence, Finding, Source, Step } from '../assessment/finding.ts';
import type { Evidence } from '../detectors/detector.ts';
import type { Severity } from '../severity.ts';
import { hopName } from '../upgrade/hop-name.ts';
import type { Hop } from '../upgrade/path.ts';
import type { Minor } from '../upgrade/version.ts';

/** One row of a catalogue as a list of hazards shows it. */
export interface CatalogueEntry {
  readonly id: string;
  readonly title: string;
  readonly component: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Whether a cluster can tell; else a person is asked. */
  readonly detectable: boolean;
  /** The release that brings it. */
  readonly minor: Minor;
}

/** All that can be said of a row without a cluster. */
export interface Description extends CatalogueEntry {
  readonly category: string;
  readonly message: string;
  readonly explain: string;
  readonly remediate: readonly Step[];
  readonly rescue: readonly Step[];
  readonly sources: readonly Source[];
}

/** What was seen of a row in a cluster. */
export interface Sighting {
  readonly hop: Hop;
  readonly evidence: readonly Evidence[];
  /** Where it is, as the first words of the message. */
  readonly where: string;
  readonly because?: readonly string[];
}

/** The row without what only a page of its own shows. */
export function entryOf(description: Description): CatalogueEntry {
  const { id, title, component, severity, confidence, detectable, minor } = description;
  return { id, title, component, severity, confidence, detectable, minor };
}

/** A row that was seen in a cluster, as a finding. */
export function findingOf(description: Description, sighting: Sighting): Finding {
  const { detectable: _, minor: __, ...told } = description;
  const hop = hopName(sighting.hop);
  return {
    ...told,
    hazard: description.id.split('/')[0] ?? description.id,
    outcome: 'hit',
    message: `${sighting.where} ${description.message}`,
    hop,
    hops: [hop],
    evidence: sighting.evidence,
    because: sighting.because ?? [],
    remediate: description.remediate.map((step) => fillStep(step, sighting.evidence)),
    rescue: description.rescue.map((step) => fillStep(step, sighting.evidence)),
  };
}
