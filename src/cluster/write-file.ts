import { randomBytes } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { UsageError } from '../errors.ts';

/**
 * Writes a file beside its place and renames it there, so that a reader never sees half of it and a full disk loses nothing.
 * @throws UsageError where it cannot be written
 */
export async function writeWhole(file: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  try {
    const place = await placeOf(file);
    // A rename would put a file where a pipe or a device was: root could lose /dev/null that way.
    if (place.isStream) await writeFile(place.path, content);
    else await replace(place.path, content, mode);
  } catch (error) {
    throw new UsageError(
      `${file} could not be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}. Choose another place.`,
    );
  }
}

/** Where the file really lies: a link stays a link. */
async function placeOf(file: string): Promise<{ readonly path: string; readonly isStream: boolean }> {
  try {
    const [path, found] = await Promise.all([realpath(file), stat(file)]);
    return { path, isStream: !found.isFile() && !found.isDirectory() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { path: file, isStream: false };
  }
}

async function replace(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    // Without the flush a power cut may keep the new name and lose what is in it (from Node 20.10 on).
    await writeFile(beside, content, { mode, flag: 'wx', flush: true });
    await rename(beside, path);
  } catch (error) {
    // What cannot be taken away is no reason to hide why it could not be written.
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}
