/** The shape of `knowledge/feature-gates.yaml`: every gate, who knows it from when to when, and what it is locked to. */
import * as z from 'zod';
import { id, line, minor, truth } from './scalars.ts';

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, 'the name of a feature gate');

const gate = z.strictObject({
  name,
  /** The list it is registered in, which says which components know it. */
  registry: id,
  /** The first release that knows it; left out where that lies before the table. */
  since: minor.optional(),
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
  /** Gates that stand for many others. */
  special: z.array(name),
  gates: z.array(gate).min(1),
});

export type FeatureGates = z.infer<typeof featureGatesFile>;
export type Gate = FeatureGates['gates'][number];
