import type { Finding } from '../../assessment/finding.ts';
import { known } from '../../facts/fact.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { KubeObject } from '../../facts/kube-object.ts';
import { examineActorWrites } from '../actor-write/examine-actor-writes.ts';
import { examineWrites } from '../control-plane-write/examine-writes.ts';
import type { RuleContext } from './rule.ts';

/** The resources that hold webhook configurations. */
export const CONFIGURATIONS = [
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
] as const;

/** Writes of an upgrade without which it does not get through, and that webhooks refuse whose calls all fail. */
export interface RefusedWrites {
  /** Unknown where it cannot be told whether they would be asked at all. */
  readonly outcome: 'hit' | 'unknown';
  /** Who makes them: `kube-apiserver`, `kubeadm`. */
  readonly actors: readonly string[];
  readonly because: readonly string[];
}

/**
 * Finds the writes of an upgrade that a configuration stops where no call of its webhooks succeeds, whatever stands behind them; undefined
 * where it stops none that the upgrade cannot do without.
 * @param configuration with those webhooks alone that cannot be called
 */
export function refusedWrites(
  configuration: KubeObject,
  { facts, path, distribution, knowledge }: RuleContext,
): RefusedWrites | undefined {
  const { kind, metadata } = configuration;
  const alone: FactReader = {
    ...facts,
    objects: (key) => {
      if (!CONFIGURATIONS.some((one) => one === key)) return facts.objects(key);
      return known(key.startsWith(kind.slice(0, 3).toLowerCase()) ? [configuration] : []);
    },
  };
  const options = { backends: 'down', distribution } as const;
  const stopped = [
    ...examineWrites(knowledge.writes, path, alone, options).findings,
    ...examineActorWrites(knowledge.writes, path, alone, options),
  ].filter(
    // Policies that stay in force are told of elsewhere.
    ({ severity, hazard, evidence }) =>
      severity === 'blocker' &&
      /-(?:denied|unknown)$/.test(hazard) &&
      evidence.some(({ object }) => object?.kind === kind && object.name === metadata.name),
  );
  const sure = stopped.filter(({ outcome }) => outcome === 'hit');
  if (sure.length > 0) return { outcome: 'hit', actors: actorsOf(sure), because: [] };
  if (stopped.length === 0) return undefined;
  const because = [...new Set(stopped.flatMap((one) => one.because))];
  return { outcome: 'unknown', actors: actorsOf(stopped), because };
}

function actorsOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ writes = [] }) => writes.map(({ actor }) => actor)))];
}
