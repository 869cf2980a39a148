import { describeCatalogues } from '../catalogues/catalogue.ts';
import { crosses } from '../catalogues/crossing.ts';
import type { CatalogueEntry } from '../catalogues/description.ts';
import { SEVERITY_OF_EFFECT } from '../detectors/control-plane-write/stopped-writes.ts';
import { questionOf } from '../detectors/detect.ts';
import type { DistributionName } from '../distributions/recognise.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Hazard } from '../knowledge/shapes/hazard.ts';
import type { Write, WritesFile } from '../knowledge/shapes/writes.ts';
import { SEVERITIES } from '../severity.ts';
import { hopName } from '../upgrade/hop-name.ts';
import type { Hop, Path } from '../upgrade/path.ts';
import { isMet } from '../upgrade/range.ts';
import { capSeverity } from './cap-severity.ts';
import type { Confidence, HopName, Severity } from './finding.ts';
import { hazardsOnHop } from './hazards-on-hop.ts';

/** Something a path can meet, as a list shows it without a cluster. */
export interface HazardEntry {
  readonly id: string;
  /** A write of the upgrade itself is a hazard only where a webhook or policy stops it. */
  readonly kind: 'hazard' | 'write';
  readonly title: string;
  readonly component: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Whether a cluster can tell, or only a person. */
  readonly found: 'detected' | 'asked';
  /** The hops that meet it. */
  readonly hops: readonly HopName[];
}

type Row = Omit<HazardEntry, 'hops'>;

/** Everything that the hops of a path can meet: hazards, rows of the catalogues and the writes of the upgrade itself; worst first. */
export function listHazards(
  knowledge: Knowledge,
  path: Path,
  distribution: DistributionName | 'unknown',
): readonly HazardEntry[] {
  const rows = describeCatalogues(knowledge);
  const entries = new Map<string, HazardEntry>();
  for (const hop of path.hops) {
    const met = [
      ...hazardsOnHop(knowledge.hazards, hop, distribution).map(rowOfHazard),
      ...rows.filter(({ minor }) => crosses(hop, minor)).map(rowOfCatalogue),
      ...knowledge.writes.flatMap((file) => rowsOfWrites(file, hop, distribution)),
    ];
    for (const row of met) {
      const hops = entries.get(row.id)?.hops ?? [];
      entries.set(row.id, { ...row, hops: [...hops, hopName(hop)] });
    }
  }
  return [...entries.values()].sort(byUrgency);
}

/** The id under which a write of the upgrade is listed and explained. */
export function writeId(actor: string, write: Pick<Write, 'id'>): string {
  return `control-plane-write/${actor}/${write.id}`;
}

/** What a write of the upgrade is called in a list. */
export function writeTitle(actor: string, write: Write): string {
  const { operations, names, namespace, subresource, kind } = write;
  const resource = subresource === undefined ? write.resource : `${write.resource}/${subresource}`;
  const verb = operations.map((operation) => VERBS[operation]).join(' and ');
  const named =
    names === undefined || names[0] === '*' ? resource : `${kind} ${names.slice(0, 3).join(', ')}`;
  return `${actor} ${verb} ${named}${namespace === undefined ? '' : ` in ${namespace}`}`;
}

const VERBS: Readonly<Record<Write['operations'][number], string>> = {
  CREATE: 'creates',
  UPDATE: 'updates',
  DELETE: 'deletes',
};

function rowOfHazard({ id, title, component, severity, confidence, detect }: Hazard): Row {
  const found = questionOf(detect) === undefined ? 'detected' : 'asked';
  return {
    id,
    kind: 'hazard',
    title,
    component,
    severity: capSeverity(severity, confidence),
    confidence,
    found,
  };
}

function rowOfCatalogue({ id, title, component, severity, confidence, detectable }: CatalogueEntry): Row {
  const found = detectable ? 'detected' : 'asked';
  return { id, kind: 'hazard', title, component, severity, confidence, found };
}

function rowsOfWrites(
  { actor, writes, effects }: WritesFile,
  hop: Hop,
  distribution: string,
): readonly Row[] {
  return writes.flatMap((write) => {
    const { when, distributions, ifDenied } = write;
    const effect = effects[ifDenied];
    const concerned =
      distributions === undefined || distribution === 'unknown' || distributions.includes(distribution);
    const isMade = concerned && ('every' in when || isMet(when.trigger, when.versions, hop));
    if (!isMade || effect === undefined) return [];
    return [
      {
        id: writeId(actor, write),
        kind: 'write' as const,
        title: `${writeTitle(actor, write)}; if that is denied, ${effect.says}`,
        component: actor,
        severity: SEVERITY_OF_EFFECT[effect.effect],
        confidence: effect.confidence,
        found: 'detected' as const,
      },
    ];
  });
}

function byUrgency(a: HazardEntry, b: HazardEntry): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : 1);
}
