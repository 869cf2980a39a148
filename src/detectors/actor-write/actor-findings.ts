import type { Finding, Source } from '../../assessment/finding.ts';
import { listed } from '../../catalogues/listing.ts';
import { uniqueBy } from '../../collections.ts';
import { familyOf } from '../control-plane-write/family-of.ts';
import type { RemedyOptions } from '../control-plane-write/remedy.ts';
import {
  type Cause,
  causesOf,
  effectsOf,
  resourceText,
  webhookFinding,
} from '../control-plane-write/webhook-finding.ts';
import { actorRescue } from './actor-rescue.ts';
import type { MetWrite } from './examine-actor-writes.ts';

type Outcome = MetWrite['consequence']['outcome'];

/** One finding for each family of actors, configuration and outcome. */
export function actorFindings(
  met: readonly MetWrite[],
  findRemedy: RemedyOptions['findRemedy'],
): readonly Finding[] {
  const hazardOf = ({ planned, consequence }: MetWrite) =>
    `${familyOf(planned.actor)}-${consequence.outcome}`;
  return causesOf(met, hazardOf).map((cause) =>
    findingOf(cause, hazardOf(cause.met[0] as MetWrite), findRemedy),
  );
}

function findingOf(cause: Cause<MetWrite>, hazard: string, findRemedy: RemedyOptions['findRemedy']): Finding {
  const { met, gravest, guard } = cause;
  const { outcome, severity } = (gravest[0] as MetWrite).consequence;
  const remedy = findRemedy(guard, met);
  const effects = effectsOf(cause);
  return {
    ...webhookFinding(cause, hazard),
    confidence: 'confirmed',
    title: titleOf(outcome, gravest),
    message: messageOf(outcome, gravest),
    explain: [...effects.map(({ explain }) => explain), ...remedy.explain].join('\n\n'),
    remediate: remedy.steps,
    proof: remedy.proof,
    rescue: severity === 'blocker' ? actorRescue(met) : [],
    sources: uniqueBy<Source>(
      effects.flatMap(({ sources }) => sources),
      ({ url }) => url,
    ),
  };
}

function titleOf(outcome: Outcome, gravest: readonly MetWrite[]): string {
  const { planned, webhook } = gravest[0] as MetWrite;
  const actors = listed(gravest.map((one) => one.planned.actor));
  const who = `webhook ${webhook.name}`;
  switch (outcome) {
    case 'denied':
      return `${who} refuses writes of ${actors}: ${planned.effect.says}`;
    case 'delayed':
      return `${who} delays writes of ${actors}: ${planned.effect.says}`;
    case 'at-risk':
      return `Writes of ${actors} hang on ${who}`;
    case 'unknown':
      return `Whether ${who} refuses writes of ${actors} cannot be told`;
  }
}

function messageOf(outcome: Outcome, gravest: readonly MetWrite[]): string {
  const first = gravest[0] as MetWrite;
  const resources = listed(
    uniqueBy(
      gravest.map(({ planned }) => resourceText(planned.write)),
      (text) => text,
    ).slice(0, 6),
  );
  const isCalled = outcome === 'unknown' ? 'may be called' : 'is called';
  return `${first.webhook.name} ${isCalled} when ${first.planned.actor} writes ${resources}: ${first.consequence.because}.`;
}
