import type { Finding, Step } from '../assessment/finding.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import { deleteSteps } from './delete-steps.ts';
import { hookSentence } from './hook-words.ts';
import type { AdmissionPlugin, Situation } from './installers/practice.ts';
import { PRACTICES } from './installers/practices.ts';
import type { LogReading, Rejection } from './log-reading.ts';
import { type Suspect, suspectsOf } from './suspects.ts';
import { troubleWords } from './trouble-words.ts';

/** The way out of an upgrade that is stuck, safest first. */
export interface RescueGuide {
  readonly situation: Situation;
  readonly causes: readonly Cause[];
  readonly steps: readonly Step[];
  readonly doNot: readonly string[];
  /** What could not be told. */
  readonly unknown: readonly string[];
}

/** Something that keeps the control plane from coming up. */
export interface Cause {
  readonly title: string;
  readonly explain: string;
  /** Objects that could not be written. */
  readonly objects: readonly string[];
  /** Line of the log that says so first; absent where no log was read. */
  readonly line?: number;
}

/** What a rescue can be told; each may be missing. */
export interface RescueInput {
  readonly situation: Situation;
  readonly log?: LogReading | undefined;
  readonly facts?: FactReader | undefined;
  /** What an assessment of the same upgrade found. */
  readonly findings: readonly Finding[];
}

/** Puts the steps together that fit this installer, this version and what is known of the cause. */
export function guideRescue({ situation, log, facts, findings }: RescueInput): RescueGuide {
  const practice = PRACTICES[situation.distribution];
  const suspects = suspectsOf(log, facts, findings);
  const troubles = log?.troubles ?? [];
  // A log that gives another reason and names no webhook acquits the webhooks.
  const concernsAdmission =
    suspects.length > 0 || troubles.length === 0 || (log?.hooks ?? []).some(needsWrites);
  const plugins = pluginsOf(suspects);
  const words = troubles.map((trouble) => ({
    ...troubleWords(trouble, practice.editFlag),
    line: trouble.line,
  }));
  return {
    situation,
    causes: [
      ...(log?.rejections ?? []).map(rejectionCause),
      ...words.map(({ title, explain, line }) => ({ title, explain, objects: [], line })),
      ...(log?.hooks ?? []).map((hook) => ({
        title: `Hook ${hook.name}`,
        explain: hookSentence(hook),
        objects: [],
        line: hook.line,
      })),
      ...(log === undefined ? expected(suspects) : []),
    ],
    steps: [
      ...(log === undefined ? [practice.look(situation)] : []),
      ...words.map(({ title, fix }) => ({ title: `${title}: mend that`, note: fix })),
      ...(concernsAdmission
        ? [
            practice.reach(situation),
            ...deleteSteps(suspects, practice.kubectl),
            ...(practice.breakGlass?.(plugins, situation).map(asLastResort) ?? []),
          ]
        : []),
      ...(practice.rollBack === undefined ? [] : [practice.rollBack(situation)]),
      afterwards(practice.kubectl, situation, concernsAdmission),
    ],
    doNot: [...(concernsAdmission ? ADMISSION_DO_NOT : []), ...practice.doNot],
    unknown: unknownOf(log, suspects, situation),
  };
}

const ADMISSION_DO_NOT = [
  'Do not set failurePolicy: Ignore where the webhook answers no: an answer is never ignored.',
  'Do not exclude kube-system in a namespaceSelector: the objects are cluster-scoped, and it does not apply to them.',
];

/** Only hooks that write can be stopped by admission. */
function needsWrites({ name }: { readonly name: string }): boolean {
  return /bootstrap-roles|service-ip-repair|service-cidr|priority-classes|priority-and-fairness|autoregister/.test(
    name,
  );
}

function rejectionCause(rejection: Rejection): Cause {
  const { by, way, detail, objects, count, line } = rejection;
  const who = `${by.type === 'webhook' ? 'Webhook' : 'Admission policy'} ${by.name}`;
  const times = count === 1 ? 'once' : `${count} times in this log`;
  return {
    title: `${who} ${WAYS[way]}`,
    explain: `${times[0]?.toUpperCase()}${times.slice(1)}. ${by.service === undefined ? '' : `It is served by ${by.service}. `}Last reason: ${detail}`,
    objects,
    line,
  };
}

const WAYS: Readonly<Record<Rejection['way'], string>> = {
  unreachable: 'fails closed, and nothing answers there',
  'timed-out': 'fails closed, and its answer does not come in time',
  untrusted: 'fails closed, and its certificate is not trusted',
  failed: 'fails closed, and the call fails',
  denied: 'answers no',
};

function expected(suspects: readonly Suspect[]): readonly Cause[] {
  return suspects.map(({ name, configuration }) => ({
    title: `Expected from the facts: ${configuration ?? name}`,
    explain: 'No log was given. With these facts this is what would stop the writes of the new version.',
    objects: [],
  }));
}

const PLUGINS: Readonly<Record<Suspect['type'], readonly AdmissionPlugin[]>> = {
  Validating: ['ValidatingAdmissionWebhook'],
  Mutating: ['MutatingAdmissionWebhook'],
  policy: ['ValidatingAdmissionPolicy'],
  'mutating policy': ['MutatingAdmissionPolicy'],
  unknown: ['ValidatingAdmissionWebhook', 'MutatingAdmissionWebhook'],
};

function pluginsOf(suspects: readonly Suspect[]): readonly AdmissionPlugin[] {
  const plugins = suspects.flatMap(({ type }) => PLUGINS[type]);
  return plugins.length === 0 ? PLUGINS.unknown : [...new Set(plugins)];
}

function asLastResort(step: Step): Step {
  return { ...step, title: `If that does not work: ${step.title[0]?.toLowerCase()}${step.title.slice(1)}` };
}

function afterwards(kubectl: string, { to }: Situation, concernsAdmission: boolean): Step {
  return {
    title: 'When it is ready: make sure that it stays so, and go on',
    run: `${kubectl} get --raw '/readyz?verbose'\n${kubectl} get nodes\nholdshort check --to ${to ?? '<target>'}`,
    note: concernsAdmission
      ? 'Take every step back that switched protection off, once the objects exist. An apiserver that answers may still be one that ends every minute: watch it for five.'
      : 'An apiserver that answers may still be one that ends every minute: watch it for five.',
  };
}

function unknownOf(
  log: LogReading | undefined,
  suspects: readonly Suspect[],
  { distribution }: Situation,
): readonly string[] {
  const found = log !== undefined && log.hooks.length + log.rejections.length + log.troubles.length > 0;
  return [
    ...(log === undefined ? ['Why it does not start: no log was given. Give it with --log FILE.'] : []),
    ...(log !== undefined && !found
      ? [
          'Why it does not start: nothing in this log is recognised. Is it the end of kube-apiserver’s own log?',
        ]
      : []),
    ...(distribution === 'unknown'
      ? ['The installer: give it with --distribution. The steps are those of kubeadm.']
      : []),
    ...(suspects.some(({ type, configuration }) => !type.endsWith('policy') && configuration === undefined)
      ? ['Which configuration holds the webhook: a log does not say. A snapshot (--snapshot) does.']
      : []),
  ];
}
