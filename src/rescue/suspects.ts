import { chainOf } from '../admission/chain.ts';
import type { Finding } from '../assessment/finding.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import type { LogReading } from './log-reading.ts';

/** What may have turned the writes away, with as much of its name as is known. */
export interface Suspect {
  readonly type: 'Validating' | 'Mutating' | 'policy' | 'mutating policy' | 'unknown';
  /** Name of the webhook or the policy. */
  readonly name: string;
  /** Name of the configuration that holds the webhook; absent where nothing tells. */
  readonly configuration?: string | undefined;
  readonly binding?: string | undefined;
  readonly service?: string | undefined;
  /** Seen in a log, or expected from the facts. */
  readonly because: 'log' | 'facts';
}

/** Those that a log names, with their configurations where facts know them; without any, those that an assessment expects. */
export function suspectsOf(
  log: LogReading | undefined,
  facts: FactReader | undefined,
  findings: readonly Finding[],
): readonly Suspect[] {
  const named = (log?.rejections ?? []).map(({ by }): Suspect => {
    const { name, service, binding } = by;
    if (by.type !== 'webhook') return { type: by.type, name, binding, because: 'log' };
    const webhook = facts && chainOf(facts).webhooks.find((one) => one.name === name);
    return {
      type: webhook?.type ?? 'unknown',
      name,
      configuration: webhook?.configuration,
      service,
      because: 'log',
    };
  });
  if (log !== undefined && (named.length > 0 || log.troubles.length > 0)) return distinct(named);
  return distinct(
    findings
      .filter(({ severity }) => severity === 'blocker')
      .flatMap(({ stoppedBy = [] }) => stoppedBy)
      .map(
        ({ type, name, configuration, backend }): Suspect => ({
          type: TYPES[type],
          name,
          configuration,
          service: backend,
          because: 'facts',
        }),
      ),
  );
}

const TYPES = {
  'validating webhook': 'Validating',
  'mutating webhook': 'Mutating',
  'admission policy': 'policy',
} as const;

/** One configuration is deleted once, however many of its webhooks are named. */
function distinct(suspects: readonly Suspect[]): readonly Suspect[] {
  return [
    ...new Map(
      suspects.map((one) => [JSON.stringify([one.type, one.configuration ?? one.name, one.binding]), one]),
    ).values(),
  ];
}
