import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { UsageError } from '../errors.ts';
import type { KnowledgeText } from '../knowledge/read.ts';
import { printable } from '../report/plain-text.ts';

/** A pack is written by hand: beyond these it is something else, or made to keep the reader busy. */
const MOST_BYTES = 1024 * 1024;
const MOST_BYTES_IN_ALL = 32 * 1024 * 1024;
const MOST_FILES = 5_000;
const MOST_FOLDERS_DEEP = 8;

/** The files of a folder of knowledge, and what they are held together by. */
export interface PackFolder {
  readonly files: readonly KnowledgeText[];
  /** SHA-256 over the list that `sha256sum` prints of the files in the order of their paths. */
  readonly digest: string;
}

/**
 * Reads the YAML files of a pack. What it names is data from somebody else: links may not lead out of the folder, and only
 * plain files are opened, since a pipe would never end.
 * @throws UsageError that names the file, the reason and the next step
 */
export async function readPackFolder(folder: string): Promise<PackFolder> {
  const root = await realpath(folder).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `${printable(folder)} cannot be read: ${error.code ?? 'unknown reason'}. Name a folder with --knowledge.`,
    );
  });
  const paths = (await filesBelow(root, folder)).sort();
  const files: KnowledgeText[] = [];
  const list = createHash('sha256');
  let left = MOST_BYTES_IN_ALL;
  for (const path of paths) {
    const bytes = await readPlainFile(root, path, join(folder, path));
    left -= bytes.length;
    if (left < 0) throw refusal(folder, `its files are larger than ${MOST_BYTES_IN_ALL} bytes together`);
    list.update(`${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`);
    files.push({ path, text: bytes.toString('utf8') });
  }
  return { files, digest: list.digest('hex') };
}

/** Paths of YAML files with forward slashes; what begins with a dot, .git for example, is none of the pack. */
async function filesBelow(root: string, folder: string, below = '', depth = 0): Promise<string[]> {
  const place = join(folder, below);
  if (depth > MOST_FOLDERS_DEEP) {
    throw refusal(place, `more than ${MOST_FOLDERS_DEEP} folders deep; it may be a link that leads back`);
  }
  const names = await readdir(join(root, below)).catch((error: NodeJS.ErrnoException) => {
    throw refusal(place, error.code === 'ENOTDIR' ? 'not a folder' : (error.code ?? 'it cannot be read'));
  });
  const found: string[] = [];
  for (const name of names.filter((one) => !one.startsWith('.'))) {
    const path = below === '' ? name : `${below}/${name}`;
    const isYaml = /\.ya?ml$/.test(name);
    const target = await targetOf(root, path, join(folder, path));
    if (target.isFolder) found.push(...(await filesBelow(root, folder, path, depth + 1)));
    else if (isYaml) found.push(path);
    if (found.length > MOST_FILES) throw refusal(folder, `more than ${MOST_FILES} files`);
  }
  return found;
}

async function targetOf(root: string, path: string, shown: string): Promise<{ readonly isFolder: boolean }> {
  const real = await insideOf(root, path, shown);
  return { isFolder: (await stat(real)).isDirectory() };
}

async function insideOf(root: string, path: string, shown: string): Promise<string> {
  const real = await realpath(join(root, path)).catch((error: NodeJS.ErrnoException) => {
    throw refusal(shown, error.code === 'ENOENT' ? 'a link to nothing' : (error.code ?? 'it cannot be read'));
  });
  if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw refusal(shown, 'a link that leads out of the pack; put the file itself there');
  }
  return real;
}

async function readPlainFile(root: string, path: string, shown: string): Promise<Buffer> {
  const real = await insideOf(root, path, shown);
  if (!(await stat(real)).isFile()) throw refusal(shown, 'not a plain file');
  let handle: FileHandle | undefined;
  try {
    handle = await open(real, 'r');
    const { size } = await handle.stat();
    if (size > MOST_BYTES) throw refusal(shown, `larger than ${MOST_BYTES} bytes`);
    return await handle.readFile();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw refusal(shown, (error as NodeJS.ErrnoException).code ?? 'it cannot be read');
  } finally {
    await handle?.close();
  }
}

function refusal(place: string, reason: string): UsageError {
  return new UsageError(`${printable(place)}: ${reason}. Mend the pack, or leave it out.`);
}
