import { describeCatalogueEntry, describeCatalogues } from '../catalogues/catalogue.ts';
import { SEVERITY_OF_EFFECT } from '../detectors/control-plane-write/stopped-writes.ts';
import { detectorsIn, needsOf, questionOf } from '../detectors/detect.ts';
import { detectorNamed } from '../detectors/registry.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Hazard } from '../knowledge/shapes/hazard.ts';
import type { Write, WritesFile } from '../knowledge/shapes/writes.ts';
import type { Trigger, VersionEvent } from '../upgrade/range.ts';
import { capSeverity } from './cap-severity.ts';
import { fillStep, fillText } from './fill.ts';
import type { Confidence, Severity, Source, Step } from './finding.ts';
import { writeId, writeTitle } from './list-hazards.ts';

/** All that can be said of a hazard without a cluster. */
export interface Explanation {
  readonly id: string;
  readonly title: string;
  readonly component: string;
  readonly category: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Which upgrades meet it, as a clause. */
  readonly affects: string;
  /** How it is found in a cluster, as a sentence. */
  readonly found: string;
  readonly message: string;
  readonly explain: string;
  readonly remediate: readonly Step[];
  readonly rescue: readonly Step[];
  readonly sources: readonly Source[];
}

/** Explains a hazard, a row of a catalogue or a write of the upgrade by its id; undefined where there is none of that name. */
export function explainHazard(knowledge: Knowledge, id: string): Explanation | undefined {
  const hazard = knowledge.hazards.find((one) => one.id === id);
  if (hazard !== undefined) return explanationOfHazard(hazard);
  const row = describeCatalogueEntry(knowledge, id);
  if (row !== undefined) {
    const affects = `upgrades into ${row.minor}`;
    return {
      ...row,
      affects,
      found: row.detectable
        ? 'It is looked for in what components are started with and what clients ask for.'
        : 'It is looked for in what the cluster serves and how its objects were written; where that leaves it open, a person is asked.',
    };
  }
  return knowledge.writes
    .flatMap((file) => file.writes.map((write) => ({ file, write })))
    .filter(({ file, write }) => writeId(file.actor, write) === id)
    .map(({ file, write }) => explanationOfWrite(file, write))[0];
}

/** Every id that can be explained. */
export function explainedIds(knowledge: Knowledge): readonly string[] {
  return [
    ...knowledge.hazards.map(({ id }) => id),
    ...describeCatalogues(knowledge).map(({ id }) => id),
    ...knowledge.writes.flatMap(({ actor, writes }) => writes.map((write) => writeId(actor, write))),
  ];
}

function explanationOfHazard(hazard: Hazard): Explanation {
  const { id, title, component, category, confidence, affects, message, explain, sources } = hazard;
  const { trigger, versions, distributions, checkedThrough } = affects;
  const seen = checkedThrough === undefined ? '' : ` (last confirmed in ${checkedThrough})`;
  const where = distributions === undefined ? '' : `, on ${distributions.join(', ')}`;
  return {
    id,
    title: fillText(title, undefined),
    component,
    category,
    severity: capSeverity(hazard.severity, confidence),
    confidence,
    affects: `${rangeText(trigger, versions)}${seen}${where}`,
    found: foundText(hazard),
    message: fillText(message, undefined),
    explain: fillText(explain, undefined),
    remediate: hazard.remediate.map((step) => fillStep(step, [])),
    rescue: hazard.rescue.map((step) => fillStep(step, [])),
    sources,
  };
}

function explanationOfWrite({ actor, effects, identities }: WritesFile, write: Write): Explanation {
  const effect = effects[write.ifDenied];
  const identity = identities[write.identity];
  const { when } = write;
  return {
    id: writeId(actor, write),
    title: writeTitle(actor, write),
    component: actor,
    category: 'control-plane-write',
    severity: effect === undefined ? 'info' : SEVERITY_OF_EFFECT[effect.effect],
    confidence: effect?.confidence ?? 'inferred',
    affects: 'every' in when ? 'every upgrade' : rangeText(when.trigger, when.versions),
    found:
      'The request is played through the webhooks and policies of the cluster; it is a hazard only where one of them may stop it.',
    message: `${actor} sends this request as ${identity?.username ?? 'an identity of its own'}. If it is denied, ${effect?.says ?? 'what happens is not known'}.`,
    explain: effect?.explain ?? '',
    remediate: [
      {
        title: 'Exempt the request in the webhook or policy that would stop it; check names it, and how to',
        run: 'holdshort check --to VERSION',
      },
    ],
    rescue: [{ title: 'Follow the guide for a control plane that is down', run: 'holdshort rescue' }],
    sources: [...write.sources, ...(effect?.sources ?? [])],
  };
}

function rangeText(trigger: Trigger, versions: readonly VersionEvent[]): string {
  const ranges: string[] = [];
  for (const event of versions) {
    if ('introduced' in event) ranges.push(`${event.introduced} or newer`);
    else {
      const start = (ranges.pop() ?? '').replace(' or newer', '');
      ranges.push(
        'fixed' in event ? `${start} until before ${event.fixed}` : `${start} to ${event.lastAffected}`,
      );
    }
  }
  const list = ranges.join('; ');
  return trigger === 'running'
    ? `upgrades that land on ${list}`
    : `upgrades that come from outside into ${list}`;
}

function foundText({ detect }: Hazard): string {
  const question = questionOf(detect);
  if (question !== undefined) return `It has to be asked: ${question.question} ${question.how}`;
  const foreign = detectorsIn(detect).filter(({ name }) => detectorNamed(name) === undefined);
  if (foreign.length > 0) {
    const names = foreign.map(({ name }) => name).join(', ');
    return `This holdshort knows no way to look for it (${names}); where it cannot be ruled out, check says that it is unknown.`;
  }
  const facts = needsOf(detect).map(
    (fact) => FACTS[fact] ?? fact.replace('metrics/', 'the metric ').replace('objects/', ''),
  );
  return `It is looked for in ${facts.join(', ')}.`;
}

const FACTS: Readonly<Record<string, string>> = {
  discovery: 'what the cluster serves',
  requestedApis: 'which deprecated APIs clients ask for',
  serverVersion: 'the server version',
  kubelets: 'what the kubelets run with, where they are asked (--kubelets)',
};
