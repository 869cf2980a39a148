import type { Assessment } from '../assessment/assessment.ts';
import { render } from '../report/formats.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { type Output, readMaxSize, wantsColour } from './output-options.ts';

/** How reports are drawn, whatever they say. */
export interface Drawing {
  readonly colour: boolean;
  readonly maxSize: number | undefined;
}

/** Reads how reports are to be drawn, before any cluster is read. */
export function readDrawing(args: Arguments, io: Io): Drawing {
  return { colour: wantsColour(args, io), maxSize: readMaxSize(args) };
}

/** Writes the wanted reports. All are drawn before the first is written, so that one that cannot be drawn leaves none half done. */
export async function writeReports(
  assessment: Assessment,
  outputs: readonly Output[],
  { colour, maxSize }: Drawing,
  io: Io,
): Promise<void> {
  const reports: { readonly file: string | undefined; readonly text: string }[] = [];
  for (const { format, file } of outputs) {
    const text = await render(format, assessment, {
      colour: colour && file === undefined,
      ...(io.stdout.columns === undefined || file !== undefined ? {} : { width: io.stdout.columns }),
      ...(maxSize === undefined ? {} : { maxSize }),
    });
    reports.push({ file, text });
  }
  for (const { file, text } of reports) {
    if (file === undefined) io.stdout.write(text);
    else {
      const { writeWhole } = await import('../cluster/write-file.ts');
      await writeWhole(file, text);
    }
  }
}
