/** The shape of `knowledge/releases.yaml`: the minors there are. */
import * as z from 'zod';
import { day, line, minor, needs, version } from './scalars.ts';

const release = z
  .strictObject({
    minor,
    released: day,
    endOfLife: day,
    newestPatch: version,
    /** Patches that were never published. */
    missing: z.array(version).min(1).optional(),
    /** Which of its release notes were read one by one. */
    notesRead: line.optional(),
    /** A name under `sources`. */
    source: line,
  })
  .superRefine(({ minor: own, released, endOfLife, newestPatch, missing = [] }, context) => {
    const issue = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path });
    if (endOfLife <= released) issue('a day after released', 'endOfLife');
    if (minorOf(newestPatch) !== own) issue(`a patch of ${own}`, 'newestPatch');
    missing.forEach((patch, index) => {
      if (minorOf(patch) !== own) issue(`a patch of ${own}`, 'missing', index);
      else if (patchOf(patch) >= patchOf(newestPatch))
        issue(`a patch before ${newestPatch}`, 'missing', index);
    });
  });

export const releasesFile = z
  .strictObject({
    /** The day the knowledge was written, `2026.11.22`. */
    version: z.string().regex(/^\d{4}\.\d{2}\.\d{2}$/, 'a day such as 2026.11.22'),
    needs: needs.optional(),
    sources: z.record(z.string(), line),
    /** Oldest first, none left out: the path goes through all of them. */
    releases: z.array(release).min(1),
  })
  .superRefine(({ sources, releases }, context) => {
    releases.forEach(({ minor: own, source }, index) => {
      const path = ['releases', index];
      if (!Object.hasOwn(sources, source)) {
        context.addIssue({ code: 'custom', message: 'a name under sources', path: [...path, 'source'] });
      }
      const before = releases[index - 1];
      if (before !== undefined && numberOf(own) !== numberOf(before.minor) + 1) {
        context.addIssue({
          code: 'custom',
          message: `the minor after ${before.minor}`,
          path: [...path, 'minor'],
        });
      }
    });
  });

function minorOf(patch: string): string {
  return patch.slice(0, patch.lastIndexOf('.'));
}

function patchOf(patch: string): number {
  return Number(patch.slice(patch.lastIndexOf('.') + 1));
}

/** `1.34` is the 34th of its major version, the only one there is. */
function numberOf(text: string): number {
  return Number(text.slice(text.indexOf('.') + 1));
}
