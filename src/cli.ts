#!/usr/bin/env node
import { main } from './main.ts';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
// A deadline of a Job or of a pipeline. The first process of a container would not even end without a listener.
process.once('SIGTERM', () => interruption.abort());
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // A reader that closes early (`holdshort … | head`) is no fault of ours.
  if (code === 'EPIPE') process.exit(0);
  process.stderr.write(
    `holdshort: standard output could not be written: ${code ?? 'unknown reason'}. Choose a file elsewhere with --output.\n`,
  );
  process.exit(2);
});

void main(process.argv.slice(2), {
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  stdin: readStdin,
  env: process.env,
  now: () => new Date(),
  interrupted: interruption.signal,
}).then((code) => {
  process.exitCode = code;
});

function output(stream: NodeJS.WriteStream) {
  return {
    write: (text: string) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : undefined,
  };
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
