import type { Finding, HopName, Source, StoppedWrite, Stopper } from '../../assessment/finding.ts';
import { groupBy, uniqueBy } from '../../collections.ts';
import { resourceKey } from '../../facts/cluster-facts.ts';
import { type Severity, worstOf } from '../../severity.ts';
import { hopName } from '../../upgrade/hop-name.ts';
import { familyOf } from './family-of.ts';
import type { Guard } from './guard.ts';
import type { RemedyOptions } from './remedy.ts';
import { rescueSteps } from './rescue-steps.ts';
import type { StoppedByPolicy } from './stopped-by-policies.ts';

/** One finding for each policy and outcome: what it does to the writes of all hops is one cause. */
export function policyFindings(
  stopped: readonly StoppedByPolicy[],
  options: RemedyOptions,
): readonly Finding[] {
  const causes = groupBy(stopped, ({ consequence, policy, planned }) =>
    [familyOf(planned.actor), consequence.outcome, policy.type, policy.name].join('/'),
  );
  return [...causes.values()].flatMap((cause) => {
    const severity = worstOf(cause.map(({ consequence }) => consequence.severity));
    return severity === 'info' ? [] : [findingOf(cause, severity, options)];
  });
}

function findingOf(
  cause: readonly StoppedByPolicy[],
  severity: Severity,
  { distribution, findRemedy }: RemedyOptions,
): Finding {
  const first = cause[0] as StoppedByPolicy;
  const { policy, consequence } = first;
  const kind: Guard['kind'] = `${policy.type}AdmissionPolicy`;
  const hazard = `${familyOf(first.planned.actor)}-${consequence.outcome}`;
  const gravest = cause.filter((one) => one.consequence.severity === severity);
  const { planned } = gravest[0] ?? first;
  const effects = uniqueBy(
    gravest.map((one) => one.planned.effect),
    ({ says }) => says,
  );
  const hops = uniqueBy(
    cause.map(({ hop }) => hopName(hop)),
    ({ from, to }) => `${from} ${to}`,
  );
  const bindings = [
    ...new Set(cause.flatMap(({ binding }) => (binding === undefined ? [] : [binding.name]))),
  ];
  const guard: Guard = { kind, name: policy.name, webhooks: [], bindings };
  const remedy = findRemedy(guard, cause);
  return {
    // A policy may have the name of a webhook configuration: its kind keeps the two apart.
    id: `${hazard}/${kind.toLowerCase()}/${policy.name}`,
    hazard,
    outcome: consequence.outcome === 'unknown' ? 'unknown' : 'hit',
    severity,
    confidence: effects.some(({ confidence }) => confidence === 'reproduced') ? 'reproduced' : 'confirmed',
    category: 'control-plane-write',
    component: planned.actor,
    title: titleOf(gravest, severity),
    message: messageOf(gravest),
    hop: hops[0] as HopName,
    hops,
    evidence: [
      {
        object: { kind, name: policy.name },
        values: { failurePolicy: policy.failurePolicy, bindings: bindings.join(', ') },
      },
      ...bindings.map((name) => ({
        object: { kind: `${kind}Binding`, name },
        values: { policy: policy.name, validationActions: actionsOf(cause, name) },
      })),
    ],
    because: [...new Set(gravest.map((one) => one.consequence.because))],
    explain: [
      ...effects.map(({ explain }) => explain),
      'kube-apiserver evaluates policies itself: no webhook, backend or failurePolicy of one has a part in it, and no user is exempt.',
      ...remedy.explain,
    ].join('\n\n'),
    remediate: remedy.steps,
    proof: remedy.proof,
    rescue: severity === 'blocker' ? rescueSteps(guard, distribution) : [],
    sources: uniqueBy<Source>([...effects.flatMap(({ sources }) => sources), ...SOURCES], ({ url }) => url),
    writes: writesOf(cause),
    stoppedBy: [{ type: 'admission policy', name: policy.name, inCluster: false } satisfies Stopper],
  };
}

const SOURCES: readonly Source[] = [
  {
    type: 'issue',
    url: 'https://github.com/kubernetes/website/pull/51748',
    note: 'a policy that refuses every ServiceCIDR keeps the control plane from coming up',
  },
];

function titleOf(cause: readonly StoppedByPolicy[], severity: Severity): string {
  const { planned, policy, consequence } = cause[0] as StoppedByPolicy;
  const { actor } = planned;
  const name = `policy ${policy.name}`;
  if (consequence.outcome === 'unknown') {
    return severity === 'blocker' && actor === 'kube-apiserver'
      ? `${actor} may not come up: whether ${name} refuses its own writes cannot be told`
      : `Whether ${name} refuses writes of ${actor} cannot be told`;
  }
  if (severity !== 'blocker') return `${name} refuses writes of ${actor} that it can do without`;
  if (actor !== 'kube-apiserver') return `${name} refuses writes of ${actor}: ${planned.effect.says}`;
  const effects = new Set(cause.map((one) => one.planned.effect.effect));
  const fate = effects.has('exits')
    ? 'will not start'
    : effects.has('never-ready')
      ? 'will not become ready'
      : 'will not get through the upgrade';
  return `${actor} ${fate}: ${name} refuses its own writes`;
}

function messageOf(cause: readonly StoppedByPolicy[]): string {
  const { planned, policy, consequence } = cause[0] as StoppedByPolicy;
  const writes =
    planned.actor === 'kube-apiserver'
      ? 'writes that the new kube-apiserver makes itself when it starts'
      : `what ${planned.actor} writes during an upgrade`;
  switch (consequence.outcome) {
    case 'denied':
      return `Policy ${policy.name} judges ${writes}, and refuses them: ${consequence.because}.`;
    case 'unknown':
      return `Policy ${policy.name} may refuse ${writes}: ${consequence.because}.`;
  }
}

function actionsOf(cause: readonly StoppedByPolicy[], name: string): string {
  return cause.find(({ binding }) => binding?.name === name)?.binding?.validationActions.join(', ') ?? '';
}

function writesOf(cause: readonly StoppedByPolicy[]): readonly StoppedWrite[] {
  const rows = groupBy(cause, ({ planned, hop, consequence }) =>
    JSON.stringify([planned.write.id, planned.request.operation, consequence.because, hopName(hop)]),
  );
  return [...rows.values()].map((row) => {
    const { planned, policy, consequence, hop } = row[0] as StoppedByPolicy;
    const { write, request, effect, actor } = planned;
    const resource = resourceKey(write.group, write.resource);
    return {
      actor,
      user: request.userInfo.username ?? '',
      operation: request.operation,
      resource: write.subresource === undefined ? resource : `${resource}/${write.subresource}`,
      kind: write.kind,
      ...(write.namespace === undefined ? {} : { namespace: write.namespace }),
      names: [...new Set(row.map((one) => one.planned.name))],
      webhook: policy.name,
      outcome: consequence.outcome,
      because: consequence.because,
      ifDenied: effect.says,
      hop: hopName(hop),
    };
  });
}
