import type { Chain } from '../../admission/chain.ts';
import { type SimulationOptions, simulationOn } from '../../admission/simulate.ts';
import type { Hop } from '../../upgrade/path.ts';
import { minorOf } from '../../upgrade/version.ts';

/**
 * The simulation of each hop's new server, made once. It knows how objects convert and which expressions were compiled; nothing in it hangs
 * on the webhooks and policies of the chain, so that remedies are played with it as well.
 */
export function simulationsOf(chain: Chain): (hop: Hop) => SimulationOptions {
  const made = new Map<string, SimulationOptions>();
  return (hop) => {
    const server = minorOf(hop.to);
    const simulation = made.get(server) ?? simulationOn(chain, server);
    made.set(server, simulation);
    return simulation;
  };
}
