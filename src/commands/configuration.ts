import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ConfigurationFile } from '../configuration/configuration-file.ts';
import { textOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';

/** Read from the working folder where it lies there and no other is named. */
const USUAL = 'holdshort.yaml';

/** Options on the command line, and what in the file they stand for beside themselves. */
const OVERRULES: Readonly<Record<string, readonly string[]>> = {
  snapshot: ['objects', 'kubeconfig', 'context'],
  objects: ['snapshot', 'kubeconfig', 'context'],
  kubeconfig: ['snapshot', 'objects', 'context'],
  context: ['snapshot', 'objects'],
  allContexts: ['snapshot', 'objects', 'context'],
  // Files of one installer stand for those of the other.
  kubeadmConfig: ['talosConfig', 'talosConfigNew'],
  talosConfig: ['kubeadmConfig', 'talosConfigNew'],
  talosConfigNew: ['kubeadmConfig'],
  // Whoever asks for a format wants to see it, not the file's outputs.
  format: ['output'],
};

/** The arguments with what the configuration file adds; what the command line says stands. */
export async function withConfiguration(args: Arguments, io: Io): Promise<Arguments> {
  if (args.config === false) return args;
  const named = textOf(args, 'config');
  if (named === undefined && !(await isThere(USUAL))) return args;
  const file = named ?? USUAL;
  const [{ configurationFile }, { readHandedInFile }] = await Promise.all([
    import('../configuration/configuration-file.ts'),
    import('./handed-in-file.ts'),
  ]);
  const configuration = await readHandedInFile(file, configurationFile);
  if (named === undefined)
    io.stderr.write(`holdshort: options of ${USUAL} are in force; --no-config ignores it.\n`);
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
  return { ...withoutOverruled(optionsOf(configuration, dirname(file)), given), ...given };
}

function optionsOf(configuration: ConfigurationFile, folder: string): Arguments {
  const { kubeconfig, snapshot, waivers, baseline, kubeadmConfig, ...more } = configuration;
  const { objects, assume, knowledge, talosConfig, talosConfigNew, outputs, ...plain } = more;
  const at = (path: string) => resolve(folder, path);
  const single = { kubeconfig, snapshot, waivers, baseline, kubeadmConfig };
  const several = { objects, assume, knowledge, talosConfig, talosConfigNew };
  const options = {
    ...plain,
    ...Object.fromEntries(Object.entries(single).map(([name, path]) => [name, path && at(path)])),
    ...Object.fromEntries(Object.entries(several).map(([name, list]) => [name, list?.map(at)])),
    output: Object.entries(outputs ?? {}).map(([format, file]) => `${format}=${at(file)}`),
  };
  return Object.fromEntries(
    Object.entries(options).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function withoutOverruled(options: Arguments, given: Arguments): Arguments {
  const overruled = Object.keys(given).flatMap((name) => OVERRULES[name] ?? []);
  return Object.fromEntries(Object.entries(options).filter(([name]) => !overruled.includes(name)));
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    // A file that is there and must not be read is no reason to go without what it says.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
