/** The shape of `pack.yaml`: what a private pack is called, and what it needs. */
import * as z from 'zod';
import { id, line, needs } from './scalars.ts';

export const packFile = z.strictObject({
  /** As reports name it. */
  name: id,
  /** The pack's own version, which it raises as it likes. */
  version: z
    .string()
    .regex(/^[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}$/, 'a version such as 2026.11.22 or 1.4.0')
    .meta({ editors: 'text-or-number' }),
  /** What every id of the pack begins with, so that no id of holdshort's own is ever taken. */
  prefix: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*-?$/, 'lower-case words joined by hyphens, such as acme')
    .max(60),
  description: line.optional(),
  /** The oldest holdshort that knows all that the pack uses. */
  needs: needs.optional(),
});

export type PackFile = z.infer<typeof packFile>;
