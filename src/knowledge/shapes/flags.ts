/** The shape of `knowledge/flags.yaml`: command-line flags that components stopped to accept. */
import * as z from 'zod';
import { id, line, minor, truth } from './scalars.ts';

const flag = z.strictObject({
  component: id,
  /** Without the leading hyphens. */
  flag: id,
  /** The first release that does not accept it any more. */
  removed: minor,
  /** Whether the binaries of both releases were asked. */
  measured: truth.optional(),
  source: line,
});

export const flagsFile = z.strictObject({ sources: z.record(line, line), flags: z.array(flag).min(1) });

export type Flags = z.infer<typeof flagsFile>;
export type RemovedFlag = Flags['flags'][number];
