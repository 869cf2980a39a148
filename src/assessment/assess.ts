import { GUARD_FACTS } from '../admission/chain.ts';
import type { BackendsOption } from '../admission/consequence.ts';
import {
  type DistributionName,
  describeDistribution,
  recogniseDistribution,
} from '../distributions/recognise.ts';
import { describeTopology, readTopology } from '../distributions/topology.ts';
import type { AssumedObject } from '../facts/assume-objects.ts';
import type { ClusterFacts, FactKey } from '../facts/cluster-facts.ts';
import { type FactReader, readFacts } from '../facts/fact-reader.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { makePlan } from '../plan/make-plan.ts';
import { plannedCluster } from '../plan/planned-cluster.ts';
import { TOOL_VERSION } from '../tool.ts';
import type { Path } from '../upgrade/path.ts';
import { formatVersion } from '../upgrade/version.ts';
import { applyWaivers } from '../waivers/apply-waivers.ts';
import type { WaiverFile } from '../waivers/waiver-file.ts';
import { answerQuestions } from './answer-questions.ts';
import type { Assessment, NotChecked } from './assessment.ts';
import type { ExaminationContext } from './examination.ts';
import { EXAMINERS } from './examiners.ts';
import { mergeFindings } from './merge-findings.ts';
import { reasonOf } from './reason.ts';
import { decideVerdict, EXIT_CODES } from './verdict.ts';

/** What an assessment is told beside facts and knowledge. */
export interface AssessOptions {
  readonly path: Path;
  readonly backends: BackendsOption;
  /** Overrides what the facts say. */
  readonly distribution: DistributionName | undefined;
  /** When it is made, ISO 8601 in UTC. */
  readonly time: string;
  /** SHA-256 of the facts. */
  readonly digest: string;
  /** Objects that the facts hold only by assumption. */
  readonly assumed?: readonly AssumedObject[];
  /** What people accept, and what they answer. */
  readonly waivers?: WaiverFile | undefined;
}

/** Holds what is known of a cluster against what is known of the way, and concludes. Pure: the same input gives the same report. */
export function assess(facts: ClusterFacts, knowledge: Knowledge, options: AssessOptions): Assessment {
  const reader = readFacts(facts);
  const { path, backends } = options;
  const recognised = recogniseDistribution(reader);
  const distribution =
    options.distribution === undefined ? recognised : { ...recognised, name: options.distribution };
  const context: ExaminationContext = {
    facts: reader,
    path,
    knowledge,
    distribution: distribution.name,
    backends,
    time: options.time,
  };
  const examined = EXAMINERS.map(({ examine }) => examine(context));
  const today = options.time.slice(0, 10);
  const answered = answerQuestions(
    examined.flatMap((one) => one.questions),
    options.waivers?.answers ?? [],
    { path, knowledge, distribution: distribution.name, today },
  );
  const { questions } = answered;
  const { findings, remarks } = applyWaivers(
    mergeFindings([...examined.flatMap((one) => one.findings), ...answered.findings]),
    options.waivers?.waivers ?? [],
    today,
  );
  const notChecked = [
    ...examined.flatMap((one) => one.notChecked),
    ...unreadFacts(facts, reader),
    ...beyond(path),
  ];
  const verdict = decideVerdict({ findings, questions, notChecked, beyondKnowledge: path.beyondKnowledge });
  return {
    schemaVersion: 1,
    tool: { name: 'holdshort', version: TOOL_VERSION },
    knowledge: {
      version: knowledge.version,
      horizon: knowledge.releases.at(-1)?.minor ?? 'none',
      packs: knowledge.packs ?? [],
    },
    time: options.time,
    cluster: {
      name: facts.origin.id,
      origin: facts.origin.kind,
      ...(facts.origin.collectedAt === undefined ? {} : { collectedAt: facts.origin.collectedAt }),
      distribution: describeDistribution(distribution),
      topology: describeTopology(readTopology(reader)),
      digest: options.digest,
    },
    ...(options.assumed === undefined ? {} : { assumed: options.assumed }),
    backends,
    verdict,
    reason: reasonOf(verdict, findings, questions, notChecked),
    exitCode: EXIT_CODES[verdict],
    from: formatVersion(path.from),
    to: formatVersion(path.to),
    path: path.hops.map((hop) => ({ from: formatVersion(hop.from), to: formatVersion(hop.to) })),
    findings,
    questions,
    notChecked,
    waiverRemarks: [...remarks, ...answered.remarks],
    plan: makePlan(path, plannedCluster(reader, knowledge, distribution), findings),
  };
}

/** The facts that decisions asked for and that were not wholly there. What hides behind them is said by the findings that are unknown. */
function unreadFacts(facts: ClusterFacts, reader: FactReader): readonly NotChecked[] {
  if (facts.origin.kind === 'files') {
    return [
      {
        what: 'everything the cluster holds beside the given files',
        because: 'only the given files were read',
        next: 'Check the cluster itself, or a snapshot of it.',
        mayHideBlocker: true,
      },
    ];
  }
  return [...reader.read].sort().flatMap((key) => {
    const fact = factOf(facts, key);
    if (fact === undefined || fact.state === 'known') return [];
    const next = fact.state === 'unknown' ? fact.next : undefined;
    return [
      {
        what: nameOf(key),
        because: fact.because,
        ...(next === undefined ? {} : { next }),
        // Where none could be read the chain says so itself; where --assume added some, there may still be others.
        mayHideBlocker: fact.state === 'partial' && GUARDS.has(key),
      },
    ];
  });
}

const GUARDS: ReadonlySet<FactKey> = new Set(GUARD_FACTS);

function factOf(facts: ClusterFacts, key: FactKey) {
  if (key === 'serverVersion' || key === 'discovery' || key === 'requestedApis' || key === 'kubelets')
    return facts[key];
  if (key.startsWith('metrics/')) return facts.metrics?.[key.slice('metrics/'.length)];
  return facts.objects[key.slice('objects/'.length)];
}

const NAMES: Readonly<Record<string, string>> = {
  serverVersion: 'the server version',
  discovery: 'what the cluster serves',
  requestedApis: 'which deprecated APIs clients ask for',
  kubelets: 'what the kubelets run with',
};

function nameOf(key: FactKey): string {
  return NAMES[key] ?? key.replace('metrics/', 'the metric ').replace('objects/', '');
}

function beyond(path: Path): readonly NotChecked[] {
  return path.beyondKnowledge.map((because) => ({
    what: 'a part of the path',
    because,
    next: 'Use a newer knowledge, or choose a target that it covers.',
    mayHideBlocker: true,
  }));
}
