import type { Backend } from '../../admission/backend.ts';
import type { Chain } from '../../admission/chain.ts';
import {
  type BackendsOption,
  type Consequence,
  drawConsequence,
  type Pace,
} from '../../admission/consequence.ts';
import { type ControlPlanes, expectAnswer } from '../../admission/expected-answer.ts';
import { observeBackend } from '../../admission/observe-backend.ts';
import { type Dispatch, type SimulationOptions, simulate } from '../../admission/simulate.ts';
import type { Webhook } from '../../admission/webhook.ts';
import type { Severity } from '../../assessment/finding.ts';
import { remember } from '../../collections.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { Effect } from '../../knowledge/shapes/writes.ts';
import type { Hop } from '../../upgrade/path.ts';
import type { PlannedWrite } from './planned-writes.ts';
import { waitingTime } from './waiting-time.ts';

/** A write of a hop, and what one webhook does to it. */
export interface StoppedByWebhook {
  readonly planned: PlannedWrite;
  readonly hop: Hop;
  readonly webhook: Webhook;
  readonly backend: Backend;
  readonly consequence: Consequence;
}

/** What stopping writes is judged by. */
export interface Judging {
  readonly chain: Chain;
  readonly simulationFor: (hop: Hop) => SimulationOptions;
  readonly facts: FactReader;
  readonly backends: BackendsOption;
  readonly controlPlanes: ControlPlanes;
}

/** Plays the writes of a hop through the admission chain. The new version's API server handles its own writes. */
export function stopWrites(
  writes: readonly PlannedWrite[],
  hop: Hop,
  judging: Judging,
): readonly StoppedByWebhook[] {
  const { chain, facts } = judging;
  const simulation = judging.simulationFor(hop);
  const backendOf = remember((webhook: Webhook) => observeBackend(webhook.clientConfig, facts));
  const met = writes.flatMap((planned) =>
    simulate(planned.request, chain, simulation).flatMap((dispatch) =>
      dispatch.does === 'skip' ? [] : [{ planned, dispatch }],
    ),
  );
  const timesOut = remember((webhook: Webhook) => {
    const answer = expectAnswer(judging.backends, backendOf(webhook), judging.controlPlanes);
    return answer.state === 'silent' && answer.fails === 'late';
  });
  const paceOf = countCalls(met, facts, waitingTime(met, timesOut));
  return met.flatMap(({ planned, dispatch }) => {
    const backend = backendOf(dispatch.webhook);
    const consequence = drawConsequence(dispatch, {
      backends: judging.backends,
      backend,
      controlPlanes: judging.controlPlanes,
      severityIfDenied: SEVERITY_OF_EFFECT[planned.effect.effect],
      isNewKind: planned.isNewKind,
      pace: paceOf(planned, dispatch.webhook),
    });
    return consequence === undefined
      ? []
      : [{ planned, hop, webhook: dispatch.webhook, backend, consequence }];
  });
}

/** Writes with the same effect are made by the same hook, one after another, against one deadline. */
function countCalls(
  met: readonly { readonly planned: PlannedWrite; readonly dispatch: Dispatch }[],
  facts: FactReader,
  waits: ReadonlyMap<Effect, number>,
): (planned: PlannedWrite, webhook: Webhook) => Pace {
  const counts = new Map<Webhook, Map<Effect, number>>();
  for (const { planned, dispatch } of met) {
    const ofWebhook = counts.get(dispatch.webhook) ?? new Map<Effect, number>();
    ofWebhook.set(planned.effect, (ofWebhook.get(planned.effect) ?? 0) + 1);
    counts.set(dispatch.webhook, ofWebhook);
  }
  return ({ effect, write }, webhook) => {
    const services = write.namesOf === 'cluster-ips' ? facts.objects('services') : undefined;
    const { afterSeconds } = effect;
    return {
      calls: counts.get(webhook)?.get(effect) ?? 0,
      secondsOfAll: waits.get(effect) ?? 0,
      ...(services === undefined || services.state === 'known' ? {} : { mayBeMore: services.because }),
      deadlineSeconds: afterSeconds,
      whenLate: effect.whenLate,
    };
  };
}

/** How bad each effect of a denial is for the upgrade. */
export const SEVERITY_OF_EFFECT: Readonly<Record<Effect['effect'], Severity>> = {
  exits: 'blocker',
  'never-ready': 'blocker',
  'rolls-back': 'blocker',
  stops: 'blocker',
  'stops-half-way': 'blocker',
  'nodes-not-ready': 'blocker',
  degraded: 'caution',
};
