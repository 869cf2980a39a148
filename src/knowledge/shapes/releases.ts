/** The shape of `knowledge/releases.yaml`: the minors there are. */
import { z } from 'zod';
import { day, line, minor, version } from './scalars.ts';

export const releasesFile = z.strictObject({
  /** The day the knowledge was written, `2026.11.22`. */
  version: z.string().regex(/^\d{4}\.\d{2}\.\d{2}$/, 'a day such as 2026.11.22'),
  sources: z.record(z.string(), line),
  releases: z
    .array(
      z.strictObject({
        minor,
        released: day,
        endOfLife: day,
        newestPatch: version,
        /** Patches that were never published. */
        missing: z.array(version).optional(),
        source: line,
      }),
    )
    .min(1),
});

export type ReleasesFile = z.infer<typeof releasesFile>;
