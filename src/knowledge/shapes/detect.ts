/** The shape of `detect` in a hazard: detectors by name, combined by `all`, `any` and `not`. */
import { z } from 'zod';

export const detect = z.record(z.string(), z.unknown());
export type Detect = z.infer<typeof detect>;
