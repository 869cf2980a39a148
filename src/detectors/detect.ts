import type { FactKey } from '../facts/cluster-facts.ts';
import type { Ask, Detect } from '../knowledge/shapes/detect.ts';
import type { Detection, DetectorContext, Evidence } from './detector.ts';
import { detectorNamed } from './registry.ts';

/** Runs what a hazard says under `detect`. Hit, miss and unknown are combined as Kleene's logic combines true, false and unknown. */
export function detect(detection: Detect, context: DetectorContext): Detection {
  const parts = partsOf(detection);
  if (parts === undefined) return { outcome: 'unknown', because: ['its detection is not well formed'] };
  switch (parts.form) {
    case 'all':
      return all(parts.of.map((one) => detect(one, context)));
    case 'any':
      return any(parts.of.map((one) => detect(one, context)));
    case 'not':
      return not(detect(parts.of, context));
    case 'ask':
      return ask(parts.ask, context);
    case 'detector': {
      const detector = detectorNamed(parts.name);
      if (detector !== undefined) return detector.detect(parts.params, context);
      return {
        outcome: 'unknown',
        because: [`this holdshort knows no detector ${parts.name}; a newer one may`],
      };
    }
  }
}

/** The facts that a detection reads, so that no more need be collected. */
export function needsOf(detection: Detect): readonly FactKey[] {
  const parts = partsOf(detection);
  switch (parts?.form) {
    case 'all':
    case 'any':
      return [...new Set(parts.of.flatMap(needsOf))];
    case 'not':
      return needsOf(parts.of);
    case 'ask':
      return parts.ask.relevant === undefined ? [] : needsOf(parts.ask.relevant);
    case 'detector':
      return detectorNamed(parts.name)?.needs(parts.params) ?? [];
    default:
      return [];
  }
}

/** The names that evidence of a detection is sure to be able to carry. */
export function evidenceOf(detection: Detect): readonly string[] {
  const parts = partsOf(detection);
  switch (parts?.form) {
    case 'all':
      return evidenceOf(parts.of.find((one) => evidenceOf(one).length > 0) ?? {});
    case 'any': {
      const [first = [], ...others] = parts.of.map(evidenceOf);
      return first.filter((name) => others.every((names) => names.includes(name)));
    }
    case 'detector':
      return detectorNamed(parts.name)?.evidence(parts.params) ?? [];
    default:
      return [];
  }
}

/** The question of a detection that only a person can answer. */
export function questionOf(detection: Detect): Ask | undefined {
  const parts = partsOf(detection);
  return parts?.form === 'ask' ? parts.ask : undefined;
}

/** A detector as a detection names it. */
export interface NamedDetector {
  readonly name: string;
  readonly params: unknown;
  /** Where it stands below the detection: `['any', 0, 'objects']`. */
  readonly field: readonly (string | number)[];
}

/** The detectors that a detection names, however deep; a question inside another detection is one of them, though nobody can ask it. */
export function detectorsIn(
  detection: Detect,
  at: readonly (string | number)[] = [],
): readonly NamedDetector[] {
  const parts = partsOf(detection);
  switch (parts?.form) {
    case 'all':
    case 'any':
      return parts.of.flatMap((one, index) => detectorsIn(one, [...at, parts.form, index]));
    case 'not':
      return detectorsIn(parts.of, [...at, 'not']);
    case 'ask': {
      const field = [...at, 'ask'];
      const { relevant } = parts.ask;
      const below = relevant === undefined ? [] : detectorsIn(relevant, [...field, 'relevant']);
      return at.length === 0 ? below : [{ name: 'ask', params: parts.ask, field }, ...below];
    }
    case 'detector':
      return [{ name: parts.name, params: parts.params, field: [...at, parts.name] }];
    default:
      return [];
  }
}

type Parts =
  | { readonly form: 'all' | 'any'; readonly of: readonly Detect[] }
  | { readonly form: 'not'; readonly of: Detect }
  | { readonly form: 'ask'; readonly ask: Ask }
  | { readonly form: 'detector'; readonly name: string; readonly params: unknown };

/** Shapes hold knowledge to these forms before it ships; what is no single name is told apart here. */
function partsOf(detection: Detect): Parts | undefined {
  const [entry, ...more] = Object.entries(detection);
  if (entry === undefined || more.length > 0) return undefined;
  const [name, params] = entry;
  if (name === 'all' || name === 'any') return { form: name, of: params as readonly Detect[] };
  if (name === 'not') return { form: 'not', of: params as Detect };
  if (name === 'ask') return { form: 'ask', ask: params as Ask };
  return { form: 'detector', name, params };
}

/** The first that has evidence tells; the others only narrow it down. */
function all(detections: readonly Detection[]): Detection {
  if (detections.some(({ outcome }) => outcome === 'miss')) return { outcome: 'miss' };
  const evidence = detections.map(seenBy).find((seen) => seen.length > 0) ?? [];
  const because = detections.flatMap(reasonsOf);
  if (detections.some(({ outcome }) => outcome === 'unknown')) {
    return { outcome: 'unknown', because, evidence };
  }
  return { outcome: 'hit', evidence, because };
}

function any(detections: readonly Detection[]): Detection {
  const because = [...new Set(detections.flatMap(reasonsOf))];
  const hits = detections.filter(({ outcome }) => outcome === 'hit');
  if (hits.length > 0) return { outcome: 'hit', evidence: hits.flatMap(seenBy), because };
  return because.length > 0 ? { outcome: 'unknown', because } : { outcome: 'miss' };
}

function not(detection: Detection): Detection {
  switch (detection.outcome) {
    case 'hit':
      return { outcome: 'miss' };
    case 'miss':
      return { outcome: 'hit', evidence: [] };
    case 'unknown':
      return { outcome: 'unknown', because: detection.because };
  }
}

/** Where the question matters the answer is not known; where it surely does not, nothing is. */
function ask({ question, relevant }: Ask, context: DetectorContext): Detection {
  const relevance = relevant === undefined ? undefined : detect(relevant, context);
  if (relevance?.outcome === 'miss') return relevance;
  return {
    outcome: 'unknown',
    because: [`only a person can tell: ${question}`],
    evidence: relevance === undefined ? [] : seenBy(relevance),
  };
}

function seenBy(detection: Detection): readonly Evidence[] {
  return detection.outcome === 'miss' ? [] : (detection.evidence ?? []);
}

function reasonsOf(detection: Detection): readonly string[] {
  return detection.outcome === 'miss' ? [] : (detection.because ?? []);
}
