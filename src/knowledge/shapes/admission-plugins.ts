/** The shape of `knowledge/admission-plugins.yaml`: the plugins that are compiled into kube-apiserver. */
import * as z from 'zod';
import { gateName, line, minor } from './scalars.ts';

const plugin = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Za-z0-9]*$/, 'the name of an admission plugin'),
  /** The first release that has it; left out where that lies before the table. */
  since: minor.optional(),
  /** The gate without which it does nothing. */
  gate: gateName.optional(),
  /** The first release that has it no more. */
  removed: minor.optional(),
  source: line,
  /** The release in whose list it was last seen. */
  read: minor,
});

export const admissionPluginsFile = z.strictObject({
  sources: z.record(line, line),
  plugins: z.array(plugin).min(1),
});

export type AdmissionPlugins = z.infer<typeof admissionPluginsFile>;
export type AdmissionPlugin = AdmissionPlugins['plugins'][number];
