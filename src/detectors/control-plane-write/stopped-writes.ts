import { type Backend, observeBackend } from '../../admission/backend.ts';
import type { Chain } from '../../admission/chain.ts';
import { type BackendsOption, type Consequence, drawConsequence } from '../../admission/consequence.ts';
import { simulate, simulationOn } from '../../admission/simulate.ts';
import type { Webhook } from '../../admission/webhook.ts';
import type { Severity } from '../../assessment/finding.ts';
import type { Fact } from '../../facts/fact.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { Effect } from '../../knowledge/shapes/writes.ts';
import type { Hop } from '../../upgrade/path.ts';
import { minorOf } from '../../upgrade/version.ts';
import type { PlannedWrite } from './planned-writes.ts';

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
  readonly facts: FactReader;
  readonly backends: BackendsOption;
  readonly controlPlanes: Fact<number>;
}

/** Plays the writes of a hop through the admission chain. The new version's API server handles its own writes. */
export function stopWrites(
  writes: readonly PlannedWrite[],
  hop: Hop,
  judging: Judging,
): readonly StoppedByWebhook[] {
  const { chain, facts } = judging;
  const simulation = simulationOn(chain, minorOf(hop.to));
  const backendOf = remember((webhook: Webhook) => observeBackend(webhook.clientConfig, facts));
  return writes.flatMap((planned) =>
    simulate(planned.request, chain, simulation).flatMap((dispatch) => {
      if (dispatch.does === 'skip') return [];
      const backend = backendOf(dispatch.webhook);
      const consequence = drawConsequence(dispatch, {
        backends: judging.backends,
        backend,
        controlPlanes: judging.controlPlanes,
        severityIfDenied: SEVERITY_OF_EFFECT[planned.effect.effect],
        isNewKind: planned.isNewKind,
      });
      return consequence === undefined
        ? []
        : [{ planned, hop, webhook: dispatch.webhook, backend, consequence }];
    }),
  );
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

function remember<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) {
      value = make(key);
      made.set(key, value);
    }
    return value;
  };
}
