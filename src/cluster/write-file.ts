import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { UsageError } from '../errors.ts';

/**
 * Writes a file beside its place and renames it there, so that a reader never sees half of it and a full disk loses nothing.
 * @throws UsageError where it cannot be written
 */
export async function writeWhole(file: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const beside = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    await writeFile(beside, content, { mode, flag: 'wx' });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw new UsageError(
      `${file} could not be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}. Choose another place.`,
    );
  }
}
