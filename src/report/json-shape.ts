/** What every field of the JSON report is: its order in the file and its line in `docs/report-json.md`, declared once. */
import type { Assessment, NotChecked, Question, QuestionAnswer } from '../assessment/assessment.ts';
import type { Finding, HopName, Source, Step, StoppedWrite, Stopper, Waived } from '../assessment/finding.ts';
import type { Change, Comparison } from '../compare/comparison.ts';
import type { Evidence } from '../detectors/detector.ts';
import type { AssumedObject } from '../facts/assume-objects.ts';
import type { ObjectRef } from '../facts/kube-object.ts';
import type { PackName } from '../knowledge/knowledge.ts';
import type { Plan, PlanStage } from '../plan/plan.ts';
import type { WaiverRemark } from '../waivers/waiver-remark.ts';
import { many, one, type Shape, shapeOf, text, texts } from './json-fields.ts';

const hop = shapeOf<HopName>('hop', {
  from: text('version the hop leaves, `1.32.9`'),
  to: text('version the hop enters, `1.33.13`'),
});

const object = shapeOf<ObjectRef>('object', {
  kind: text('kind'),
  namespace: { ...text('namespace, where it has one'), optional: true },
  name: text('name'),
});

const evidence = shapeOf<Evidence>('evidence', {
  object: { ...one(object, 'the object it was seen on, where it is one'), optional: true },
  values: { type: 'text by name', says: 'what was seen there; the names depend on the detector' },
});

const step = shapeOf<Step>('step', {
  title: text('what to do'),
  run: { ...text('the command, ready to paste'), optional: true },
  verify: { ...text('how to see that it worked'), optional: true },
  note: { ...text('what to mind'), optional: true },
  undo: { ...text('how to take it back'), optional: true },
});

const source = shapeOf<Source>('source', {
  type: text('`issue`, `pull`, `changelog`, `docs`, `kep`, `source`, `blog`, `lab` or `advisory`'),
  url: text('where to read it'),
  note: { ...text('what it shows'), optional: true },
});

const write = shapeOf<StoppedWrite>('write', {
  actor: text('who sends it: `kube-apiserver`, `kubeadm`, `kubelet` …'),
  user: text('user name of the request, `system:apiserver`'),
  operation: text('`CREATE`, `UPDATE` or `DELETE`'),
  resource: text('`plural` or `plural.group`, with `/subresource` where it has one'),
  kind: text('kind of the object'),
  namespace: { ...text('namespace of the object, where it has one'), optional: true },
  names: texts('names of the objects written; `*` for one that is not known beforehand'),
  webhook: text('the webhook or policy that meets it'),
  outcome: text('`denied`, `at-risk`, `delayed` or `unknown`'),
  because: text('why this outcome, as a clause'),
  ifDenied: text('what the writer does if it is denied, as a clause'),
  hop: one(hop, 'the hop that makes it'),
});

const stopper = shapeOf<Stopper>('stopper', {
  type: text('`validating webhook`, `mutating webhook` or `admission policy`'),
  name: text('name of the webhook in its configuration, or of the policy'),
  configuration: { ...text('name of the configuration, where it is a webhook’s'), optional: true },
  backend: { ...text('what is asked: `namespace/name` of a Service, or a host'), optional: true },
  inCluster: { type: 'true or false', says: 'whether that backend runs inside the cluster that it guards' },
});

const waived = shapeOf<Waived>('waived', {
  reason: text('why it is accepted'),
  owner: text('who stands for it'),
  expires: text('last day on which it counts, `2027-03-31`'),
  ticket: { ...text('where it was decided'), optional: true },
});

const answer = shapeOf<QuestionAnswer>('answer', {
  affected: {
    type: 'true or false',
    says: 'whether the cluster is affected; if it is, a finding says so too',
  },
  reason: text('how that is known'),
  owner: text('who stands for it'),
  expires: text('last day on which it counts, `2027-03-31`'),
  ticket: { ...text('where it was decided'), optional: true },
});

const waiverRemark = shapeOf<WaiverRemark>('remark', {
  type: text('`waiver` or `answer`'),
  hazard: text('what it is about, as its author wrote it'),
  object: { ...text('the object it names, where it names one'), optional: true },
  owner: text('who stands for it'),
  state: text('`expired`, `unused`, `outdated`, `partial`, `too-wide` or `not-acknowledged`'),
  because: text('why it has no effect, as a clause'),
});

const finding = shapeOf<Finding>('finding', {
  id: text(
    'unique in a report and stable between runs; ids of denied writes begin with `control-plane-write-`',
  ),
  hazard: text('the hazard it is about, as `holdshort explain` takes it'),
  outcome: text('`hit`, or `unknown`: it could not be told, and if it were so it would be this severe'),
  severity: text('`blocker`, `disruptive`, `caution` or `info`'),
  confidence: text('how sure the knowledge is: `reproduced`, `confirmed`, `reported` or `inferred`'),
  category: text('`api-removal`, `feature-gate`, `control-plane-write` …'),
  component: text('`kube-apiserver`, `kubelet` …'),
  title: text('one line'),
  message: text('what will happen'),
  hop: one(hop, 'the first hop that meets it'),
  hops: many(hop, 'every hop that meets it'),
  evidence: many(evidence, 'what was seen'),
  because: texts('why it cannot be told, or what else could not be seen'),
  explain: text('the mechanism'),
  remediate: many(step, 'what to do before the upgrade'),
  rescue: many(step, 'what to do when it already broke'),
  sources: many(source, 'where this is known from'),
  writes: { ...many(write, 'the writes that are stopped; only where writes are'), optional: true },
  stoppedBy: { ...many(stopper, 'who stops them'), optional: true },
  proof: { ...text('what was shown about the fix; only where it was simulated'), optional: true },
  waived: {
    ...one(waived, 'who accepts it; only where somebody does, and then it does not count for the verdict'),
    optional: true,
  },
});

const question = shapeOf<Question>('question', {
  hazard: text('the hazard that hangs on the answer'),
  title: text('one line'),
  question: text('the question'),
  how: text('how to find the answer'),
  severity: text('how severe the hazard is; an open `blocker` keeps the verdict from GO'),
  answer: { ...one(answer, 'what somebody answered'), optional: true },
});

const gap = shapeOf<NotChecked>('gap', {
  what: text('what was not looked at'),
  because: text('why not'),
  next: { ...text('what to do about it'), optional: true },
  mayHideBlocker: { type: 'true or false', says: 'whether it keeps the verdict from GO' },
});

const pack = shapeOf<PackName>('pack', {
  name: text('name of the knowledge pack'),
  version: text('its version'),
  digest: text('SHA-256 of its files'),
});

const tool = shapeOf<Assessment['tool']>('tool', {
  name: text('`holdshort`'),
  version: text('version of the tool'),
});

const knowledge = shapeOf<Assessment['knowledge']>('knowledge', {
  version: text('version of the knowledge'),
  horizon: text('newest minor the knowledge knows'),
  packs: many(pack, 'private packs that were added'),
});

const cluster = shapeOf<Assessment['cluster']>('cluster', {
  name: text('name of the cluster'),
  origin: text('`cluster`, read live or from a snapshot, or `files`'),
  collectedAt: { ...text('when the facts were read, ISO 8601'), optional: true },
  distribution: text('`Talos 1.11.5`, `kubeadm` or `unknown`'),
  topology: text('its nodes, as a clause'),
  digest: text('SHA-256 of the facts'),
});

const assumedObject = shapeOf<AssumedObject>('assumedObject', {
  change: text('`added`, `replaced` or `unchanged`, against what the facts hold'),
  kind: text('kind'),
  namespace: { ...text('namespace, where it has one'), optional: true },
  name: text('name'),
  fields: texts('fields in which a replaced object differs, `webhooks[0].matchConditions`'),
});

const change = shapeOf<Change>('change', {
  state: text('`new`, `gone` or `changed`'),
  about: text('`finding`, `question` or `gap`'),
  id: text('id of the finding, hazard of the question, or what was not checked'),
  title: text('one line'),
  severity: { ...text('its severity, that of the older report where it is gone'), optional: true },
  outcome: { ...text('`hit` or `unknown`, of a finding'), optional: true },
  says: texts('what changed, as clauses'),
  isLoud: { type: 'true or false', says: 'whether `--fail-on new` fails for it' },
});

const since = shapeOf<Comparison['since']>('since', {
  time: text('when the older report was made'),
  verdict: text('its verdict'),
});

const stage = shapeOf<PlanStage>('stage', {
  title: text('preparations, one hop, or what comes after the last'),
  hop: { ...one(hop, 'the hop, where it is one'), optional: true },
  steps: many(step, 'what to do, in this order'),
});

const plan = shapeOf<Plan>('plan', {
  stages: many(stage, 'in the order in which they are done'),
});

const comparison = shapeOf<Comparison>('comparison', {
  since: one(since, 'the older report'),
  inputs: texts('what else the two do not have in common, as clauses'),
  changes: many(change, 'what is loud first'),
  isLoud: { type: 'true or false', says: 'whether anything grave is new or worse' },
});

/** The whole report. */
export const REPORT_SHAPE: Shape = shapeOf<Assessment>('report', {
  schemaVersion: {
    type: '1',
    says: 'raised when a field goes or changes its meaning; new fields do not raise it',
  },
  tool: one(tool, 'what made the report'),
  knowledge: one(knowledge, 'what it rests on'),
  time: text('when it was made, ISO 8601 in UTC'),
  cluster: one(cluster, 'what it is about'),
  assumed: {
    ...many(assumedObject, 'objects taken as applied, by `--assume`; the verdict holds only once they are'),
    optional: true,
  },
  backends: text('what was assumed of webhook backends: `observed`, `up` or `down`'),
  verdict: text('`NO-GO`, `UNDETERMINED` or `GO`'),
  reason: text('the verdict in one sentence'),
  exitCode: { type: '0, 1 or 3', says: 'exit code of `check`' },
  from: text('version the cluster runs'),
  to: text('version it is to run'),
  path: many(hop, 'the hops, in their order'),
  findings: many(finding, 'worst first, then in the order in which they are met'),
  questions: many(question, 'what only a person can answer'),
  notChecked: many(gap, 'what was not looked at, and why'),
  waiverRemarks: many(waiverRemark, 'waivers and answers that had no effect, and why'),
  plan: { ...one(plan, 'the upgrade of this cluster, in the order in which it is done'), optional: true },
  comparison: { ...one(comparison, 'what changed since the report given as baseline'), optional: true },
});
