/** The shape of `knowledge/feature-gates.yaml`: every gate, who knows it from when to when, what it is by default, needs and is locked to. */
import * as z from 'zod';
import { id, line, minor, gateName as name, truth } from './scalars.ts';

/** The stages of a gate, in the order in which they follow each other. */
export const GATE_STAGES = ['alpha', 'beta', 'GA', 'deprecated'] as const;

const STAGE = /^(1\.(?:0|[1-9]\d{0,2})) (alpha|beta|GA|deprecated) (on|off)$/;

/** `1.33 beta on`: from that release on it is beta, and on unless it is set. */
const stage = z
  .string()
  .regex(STAGE, 'a release, alpha, beta, GA or deprecated, and on or off: 1.33 beta on')
  .transform((text) => {
    const [, at = '', stage = '', on] = STAGE.exec(text) ?? [];
    return { at, stage: stage as (typeof GATE_STAGES)[number], on: on === 'on' };
  });

const need = z.strictObject({
  gate: name,
  /** The first release that refuses the one without the other. */
  from: minor,
  /** The first release that does so no more. */
  until: minor.optional(),
});

const gate = z.strictObject({
  name,
  /** The list it is registered in, which says which components know it. */
  registry: id,
  /** The first release that knows it; left out where that lies before the table. */
  since: minor.optional(),
  /** Each change of its stage or default, oldest first. Gates that were gone by 1.24 have none. */
  stages: z.array(stage).min(1).optional(),
  /** The gates that must be on where it is on. */
  needs: z.array(need).min(1).optional(),
  /** From when on it can only be set to one value. */
  locked: z.strictObject({ at: minor, to: truth }).optional(),
  /** The first release that does not know it any more. */
  removed: minor.optional(),
  /** The release in whose file it was last seen. */
  read: minor,
  /** A further source, by its name under `sources`. */
  also: line.meta({ editors: 'text-or-number' }).optional(),
});

export const featureGatesFile = z.strictObject({
  registries: z.record(id, z.strictObject({ file: line, components: z.array(id).min(1) })),
  sources: z.record(line, line),
  /** The newest release whose list of needs was read; of later ones they are not known. */
  needsRead: minor,
  /** Gates that stand for many others. */
  special: z.array(name),
  gates: z.array(gate).min(1),
});

export type FeatureGates = z.infer<typeof featureGatesFile>;
export type Gate = FeatureGates['gates'][number];
export type GateStage = NonNullable<Gate['stages']>[number];
