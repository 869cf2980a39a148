/** The shape of holdshort.yaml: what `check` would otherwise be told by options of the same names. Every scalar is read as text. */
import { z } from 'zod';
import { FORMAT_NAMES } from '../report/format-names.ts';

const word = z.string().min(1).max(2000);
const version = word.meta({ editors: 'text-or-number' });
const path = word.describe('A path, relative to this file');
const paths = z.array(path).min(1);

export const configurationFile = z
  .strictObject({
    to: version.optional().meta({
      editors: 'text-or-number',
      description: 'Target: a minor (1.34) or a patch (1.34.2)',
    }),
    from: version.optional().describe('Source, where it is not the version of the cluster'),
    kubeconfig: path.optional(),
    context: word.optional().describe('Context of the kubeconfig'),
    timeout: word
      .optional()
      .meta({ editors: 'text-or-number', description: 'Longest time for reading the cluster, in seconds' }),
    snapshot: path.optional().describe('Snapshot to read instead of the cluster'),
    objects: paths.optional().describe('Files or folders to read instead of the cluster'),
    assume: paths.optional().describe('Files or folders whose objects count as applied'),
    backends: z.enum(['observed', 'up', 'down']).optional().describe('What to assume of webhook backends'),
    distribution: word.optional().describe('What the cluster was installed with, where it is not recognised'),
    knowledge: paths.optional().describe('Folders of private packs of knowledge'),
    kubeadmConfig: path.optional().describe('Configuration file of kubeadm'),
    talosConfig: paths.optional().describe('Talos machine configurations'),
    talosConfigNew: paths.optional().describe('Next revision of the Talos machine configurations'),
    waivers: path.optional().describe('File of waivers and answers'),
    baseline: path.optional().describe('Older JSON report to compare with'),
    failOn: z.enum(['verdict', 'new']).optional().describe('What makes the exit code other than zero'),
    outputs: z
      .partialRecord(z.enum(FORMAT_NAMES), path)
      .optional()
      .describe('Reports to write: a format and its file'),
    format: z.enum(FORMAT_NAMES).optional().describe('Format on standard output, where no file is written'),
    maxSize: word
      .optional()
      .meta({ editors: 'text-or-number', description: 'Most bytes of a Markdown report' }),
  })
  .describe('Options of holdshort check');

export type ConfigurationFile = z.infer<typeof configurationFile>;
