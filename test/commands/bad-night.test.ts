/** A nightly run that goes wrong says so, has an exit code of its own, and leaves what earlier nights wrote as it was. */
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Fault, type RecordedServer, startRecordedServer } from '../support/recorded-server.ts';
import { type Ran, runCli } from '../support/run-cli.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../examples/talos-1.32.json.gz', import.meta.url));
const CHECK = ['check', '--no-config', '--to', '1.34'];
/** What last night left. */
const REPORTS = ['report.json', 'report.md', 'report.html'];

let folder: string;
let accepted: string;
let nightly: readonly string[];

beforeAll(async () => {
  accepted = (await runCli([...CHECK, '--snapshot', EXAMPLE, '--format', 'json'])).stdout;
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdshort-'));
  for (const name of REPORTS) writeFileSync(join(folder, name), `last night's ${name}`);
  writeFileSync(join(folder, 'accepted.json'), accepted);
  nightly = [
    ...CHECK,
    ...['--baseline', join(folder, 'accepted.json'), '--fail-on', 'new'],
    ...['-o', `json=${join(folder, 'report.json')}`],
    ...['-o', `markdown=${join(folder, 'report.md')}`],
    ...['-o', `html=${join(folder, 'report.html')}`],
  ];
});

function expectNothingLost(): void {
  expect(readdirSync(folder).sort()).toEqual(['accepted.json', ...REPORTS].sort());
  expect(readFileSync(join(folder, 'accepted.json'), 'utf8')).toBe(accepted);
  for (const name of REPORTS) expect(readFileSync(join(folder, name), 'utf8')).toBe(`last night's ${name}`);
}

function expectOneLine({ code, stdout, stderr }: Ran, message: RegExp): void {
  expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
  expect(stderr).toMatch(message);
}

test('a good night writes all three anew, and the baseline stays', async () => {
  const { code, stderr } = await runCli([...nightly, '--snapshot', EXAMPLE]);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).verdict).toBe('NO-GO');
  expect(readdirSync(folder).sort()).toEqual(['accepted.json', ...REPORTS].sort());
  expect(readFileSync(join(folder, 'accepted.json'), 'utf8')).toBe(accepted);
});

describe('a run that is interrupted', () => {
  let server: RecordedServer;
  afterEach(() => server.close());

  /** Runs until a request hangs, and sends the signal then. */
  async function interrupted(signal: NodeJS.Signals): Promise<Ran> {
    const faults: Record<string, Fault> = { '/api/v1/pods': { does: 'hang' } };
    server = await startRecordedServer('talos-single-1.32', { faults });
    const child = spawn(process.execPath, [CLI, ...nightly, '--kubeconfig', server.kubeconfig], {
      env: { HOME: '/nonexistent' },
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      texts.stdout += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      texts.stderr += String(chunk);
    });
    const asked = setInterval(() => {
      if (!server.log.some(({ path }) => path === '/api/v1/pods')) return;
      clearInterval(asked);
      child.kill(signal);
    }, 20);
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, ...texts };
  }

  test.each<[NodeJS.Signals, number]>([
    ['SIGINT', 130],
    ['SIGTERM', 130],
  ])('by %s says that nothing was concluded', async (signal, expected) => {
    const { code, stdout, stderr } = await interrupted(signal);
    expect([code, stdout, stderr.trim()]).toEqual([
      expected,
      '',
      'holdshort: interrupted; nothing was concluded.',
    ]);
    expectNothingLost();
  });

  test('by a power cut leaves the older files as well', async () => {
    const { code } = await interrupted('SIGKILL');
    expect(code).toBeNull();
    expectNothingLost();
  });
});

describe('a disk that is full', () => {
  /**
   * Stands for it: a limit on the size of files, with its signal ignored, so that a write fails midway as it would with ENOSPC (the
   * code is EFBIG). A file system of a few kilobytes cannot be mounted by everybody.
   */
  function withLimit(blocks: number): Promise<Ran> {
    const script = `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`;
    return new Promise((resolve, reject) => {
      const args = ['-c', script, 'sh', process.execPath, CLI, ...nightly, '--snapshot', EXAMPLE];
      const child = spawn('bash', args, { env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent' } });
      const texts = { stdout: '', stderr: '' };
      child.stdout.on('data', (chunk) => {
        texts.stdout += String(chunk);
      });
      child.stderr.on('data', (chunk) => {
        texts.stderr += String(chunk);
      });
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, ...texts }));
    });
  }

  test('keeps the older reports whole, and no part of a new one lies about', async () => {
    expectOneLine(await withLimit(8), /report\.json could not be written: (?:EFBIG|ENOSPC)/);
    expectNothingLost();
  });

  test('for the last of several reports says which, and the older one stays', async () => {
    // The Markdown is much shorter than the JSON: it fits, and stands first.
    const [json, markdown] = ['report.json', 'report.md'].map((name) => join(folder, name));
    nightly = [...CHECK, '-o', `markdown=${markdown}`, '-o', `json=${json}`];
    const sizes = await runCli([...nightly, '--snapshot', EXAMPLE]);
    expect(sizes.code).toBe(1);
    const size = (path = '') => statSync(path).size;
    const between = Math.ceil(Math.min(size(markdown), size(json)) / 1024) + 1;
    expect(size(json)).toBeGreaterThan(between * 1024);
    const before = readFileSync(json ?? '');
    expectOneLine(await withLimit(between), /report\.json could not be written: (?:EFBIG|ENOSPC)/);
    expect(readFileSync(json ?? '').equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('on standard output is exit code 2 and never silence', async () => {
    if (!existsSync('/dev/full')) return expect(process.platform).not.toBe('linux');
    const child = spawn(
      'bash',
      [
        '-c',
        '"$@" > /dev/full',
        'sh',
        process.execPath,
        CLI,
        ...CHECK,
        '--snapshot',
        EXAMPLE,
        '--format',
        'json',
      ],
      { env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent' } },
    );
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^holdshort: standard output could not be written: ENOSPC/),
    ]);
  });
});

describe('a place that cannot be written', () => {
  test.each<[string, () => string]>([
    ['is not there', () => join(folder, 'gone', 'report.json')],
    ['is a folder', () => folder],
    ['is below a file', () => join(folder, 'report.md', 'report.json')],
  ])('since it %s', async (_, place) => {
    const ran = await runCli([...CHECK, '--snapshot', EXAMPLE, '-o', `json=${place()}`]);
    expectOneLine(ran, /could not be written: (?:ENOENT|EISDIR|ENOTDIR)/);
    expectNothingLost();
  });

  test('since the folder allows no new file', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    writeFileSync(join(closed, 'report.json'), 'older');
    chmodSync(closed, 0o555);
    const ran = await runCli([...CHECK, '--snapshot', EXAMPLE, '-o', `json=${join(closed, 'report.json')}`]);
    chmodSync(closed, 0o755);
    // Whoever runs as root may write everywhere: then the file is the new one, whole.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) expect(JSON.parse(readFileSync(join(closed, 'report.json'), 'utf8')).verdict).toBe('NO-GO');
    else {
      expectOneLine(ran, /could not be written: EACCES/);
      expect(readFileSync(join(closed, 'report.json'), 'utf8')).toBe('older');
    }
    expect(readdirSync(closed)).toEqual(['report.json']);
  });
});

describe('a place that is no file of its own', () => {
  test('a link stays a link, and the report goes where it leads', async () => {
    const link = join(folder, 'latest.json');
    symlinkSync(join(folder, 'report.json'), link);
    const { code } = await runCli([...CHECK, '--snapshot', EXAMPLE, '-o', `json=${link}`]);
    expect([code, lstatSync(link).isSymbolicLink()]).toEqual([1, true]);
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).verdict).toBe('NO-GO');
  });

  test('a pipe stays a pipe, and its reader gets the report', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reading = readFile(pipe, 'utf8');
    const { code } = await runCli([...CHECK, '--snapshot', EXAMPLE, '-o', `json=${pipe}`]);
    // Should nobody have written to it, the reader would wait for ever.
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect([code, JSON.parse(await reading).verdict]).toEqual([1, 'NO-GO']);
  });
});

describe('a previous report that is corrupt', () => {
  test.each<[string, (text: string) => string | Buffer, RegExp]>([
    ['cut short', (text) => text.slice(0, text.length / 2), /not JSON, or cut short/],
    ['empty, as after a crash', () => '', /it is empty/],
    ['zeros, as after a crash', (text) => Buffer.alloc(text.length), /not JSON/],
    ['another document', () => '{"apiVersion": "v1", "kind": "List", "items": []}', /schemaVersion/],
    [
      'of another schema',
      (text) => text.replace('"schemaVersion": 1', '"schemaVersion": 2'),
      /schemaVersion/,
    ],
    ['of another cluster', (text) => text.replace(/("name": )"talos[^"]*"/, '$1"other"'), /is about other/],
  ])('%s: says so, writes nothing, and leaves it for whoever looks', async (_, change, message) => {
    const file = join(folder, 'accepted.json');
    writeFileSync(file, change(accepted));
    const broken = readFileSync(file);
    expectOneLine(await runCli([...nightly, '--snapshot', EXAMPLE]), message);
    expect(readFileSync(file).equals(broken)).toBe(true);
    writeFileSync(file, accepted);
    expectNothingLost();
  });
});
