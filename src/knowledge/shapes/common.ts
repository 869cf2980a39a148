/** Shapes that several kinds of knowledge files share. */
import * as z from 'zod';
import { line, prose, version } from './scalars.ts';

export const source = z.strictObject({
  type: z.enum(['issue', 'pull', 'changelog', 'docs', 'kep', 'source', 'blog', 'lab', 'advisory']),
  url: line,
  note: line.optional(),
});

export const step = z.strictObject({
  title: line,
  run: prose.optional(),
  verify: prose.optional(),
  note: prose.optional(),
  undo: prose.optional(),
});

export const versionEvent = z.union(
  [
    z.strictObject({ introduced: version }),
    z.strictObject({ fixed: version }),
    z.strictObject({ lastAffected: version }),
  ],
  'one of introduced, fixed and lastAffected, with a three-part version such as 1.34.0',
);

export const confidence = z.enum(['reproduced', 'confirmed', 'reported', 'inferred']);
export const severity = z.enum(['blocker', 'disruptive', 'caution', 'info']);
export const trigger = z.enum(['entering', 'running']);

export type Source = z.infer<typeof source>;
