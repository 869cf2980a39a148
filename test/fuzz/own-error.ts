import { UsageError } from '../../src/errors.ts';

/** What a reading came to; undefined where it was refused with an error of the project's own that is one printable line. Anything else thrown fails. */
export async function refusedOr<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    if (error.message === '') throw new Error('a refusal says nothing');
    return undefined;
  }
}
