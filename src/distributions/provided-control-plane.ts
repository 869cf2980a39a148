import type { FactReader } from '../facts/fact-reader.ts';
import { isControlPlane } from './topology.ts';

/** Their customers cannot start the control plane, see it or set its flags. */
const PROVIDERS: readonly string[] = ['eks', 'gke', 'aks'];

/** Whether a provider runs the control plane: its builds run on control planes of one's own, too, and hidden nodes may be such. */
export function isControlPlaneProvided(facts: FactReader, distribution: string): boolean {
  const nodes = facts.objects('nodes');
  return PROVIDERS.includes(distribution) && nodes.state === 'known' && !nodes.value.some(isControlPlane);
}
