import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readYaml } from '../cluster/read-yaml.ts';
import { UsageError } from '../errors.ts';
import type { InstallerSettings, Parsed } from '../installer-files/installer-settings.ts';
import { readKubeadmFile } from '../installer-files/kubeadm-file.ts';
import { readTalosFile } from '../installer-files/talos-file.ts';
import { type NamedMachine, talosSettings } from '../installer-files/talos-settings.ts';
import { textOf, textsOf } from './arguments.ts';
import type { Arguments } from './command.ts';

/** Nobody configures more than this by hand. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Problems that one message lists. */
const MOST_PROBLEMS = 5;

/**
 * Reads what --kubeadm-config, --talos-config and --talos-config-new name; undefined where none is given.
 * @throws UsageError with file and line of what is wrong, and never with a value: these files hold secrets
 */
export async function readInstallerFiles(args: Arguments): Promise<InstallerSettings | undefined> {
  const kubeadm = textOf(args, 'kubeadmConfig');
  const talos = textsOf(args, 'talosConfig');
  const newer = textsOf(args, 'talosConfigNew');
  if (kubeadm !== undefined && talos.length + newer.length > 0) {
    throw new UsageError('--kubeadm-config and --talos-config were both given. Give the one that is meant.');
  }
  if (kubeadm !== undefined) return await readOne(kubeadm, readKubeadmFile);
  if (newer.length > 0 && talos.length === 0) {
    throw new UsageError('--talos-config-new needs --talos-config: the revision that runs today.');
  }
  if (talos.length === 0) return undefined;
  return talosSettings(await readMachines(talos), await readMachines(newer));
}

async function readMachines(files: readonly string[]): Promise<readonly NamedMachine[]> {
  return await Promise.all(
    files.map(async (file) => ({
      name: basename(file).replace(/\.(?:ya?ml|json)$/, ''),
      machine: await readOne(file, readTalosFile),
    })),
  );
}

async function readOne<T>(file: string, parse: (documents: readonly unknown[]) => Parsed<T>): Promise<T> {
  const text = await readText(file);
  const parsed = parse(readDocuments(text, file));
  if ('value' in parsed) return parsed.value;
  const { formatPath, locateMisfit } = await import('../installer-files/locate-misfit.ts');
  const problems = parsed.misfits
    .slice(0, MOST_PROBLEMS)
    .map(
      (misfit) =>
        `${file}:${locateMisfit(text, misfit)}: ${misfit.path.length === 0 ? 'the document' : formatPath(misfit.path)} ${misfit.what}`,
    );
  const left = parsed.misfits.length - problems.length;
  throw new UsageError(`${problems.join('; ')}${left === 0 ? '' : `; and ${left} more`}. Mend the file.`);
}

/** A parser's message may quote what it stumbled over. */
function readDocuments(text: string, file: string): readonly unknown[] {
  try {
    return readYaml(text, file);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message.replace(/(["'`<]).{0,500}["'`>]/gs, '$1…'));
  }
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES)
      throw new UsageError(`${file}: larger than ${MOST_BYTES} bytes. Is it the right file?`);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${file} could not be read: ${code ?? 'unknown reason'}. Check the path.`);
  }
}
