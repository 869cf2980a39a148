import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { runCli } from '../support/run-cli.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/talos-1.32.json.gz', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'holdshort-'));
const CHECK = ['check', '--to', '1.34', '--snapshot', EXAMPLE];
const SAME = join(FOLDER, 'same.json');

function file(name: string, change: (report: Assessment) => unknown): string {
  const path = join(FOLDER, name);
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(SAME, 'utf8')))));
  return path;
}
const without = (hazard: string) => (report: Assessment) => ({
  ...report,
  findings: report.findings.filter((finding) => finding.hazard !== hazard),
});

beforeAll(async () => {
  expect((await runCli([...CHECK, '-o', `json=${SAME}`])).code).toBe(1);
});

describe('a nightly check with a baseline', () => {
  const nightly = (baseline: string, ...more: string[]) =>
    runCli([...CHECK, '--format', 'json', '--baseline', baseline, '--fail-on', 'new', ...more]);

  test('is quiet about a NO-GO that is known, and says NO-GO all the same', async () => {
    const { code, stdout, stderr } = await nightly(SAME);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'NO-GO',
      comparison: { changes: [], isLoud: false },
    });
  });

  test('is loud for a blocker that is new', async () => {
    const { code, stdout } = await nightly(file('older.json', without('control-plane-write-denied')));
    expect(code).toBe(1);
    expect(JSON.parse(stdout).comparison.changes[0]).toMatchObject({ state: 'new', severity: 'blocker' });
  });

  test('without --fail-on has the exit code of the verdict', async () => {
    const { code } = await runCli([...CHECK, '--format', 'json', '--baseline', SAME]);
    expect(code).toBe(1);
  });

  test('takes everything for new where there is no older report yet', async () => {
    const { code, stderr } = await nightly(join(FOLDER, 'first-night.json'));
    expect([code, stderr]).toEqual([1, expect.stringContaining('is not there, so everything counts as new')]);
  });

  test.each<[string, string, RegExp]>([
    ['cut short', '{"schemaVersion": 1, "findings": [', /not JSON, or cut short/],
    ['empty', '', /it is empty/],
    ['of another kind', '{"kind": "List"}', /schemaVersion/],
  ])('leaves a report that is %s as it is, and says so', async (name, content, message) => {
    const corrupt = join(FOLDER, `${name}.json`);
    writeFileSync(corrupt, content);
    const { code, stderr } = await nightly(corrupt, '-o', `json=${corrupt}`);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(readFileSync(corrupt, 'utf8')).toBe(content);
  });

  test('refuses the report of another cluster', async () => {
    const other = file('other.json', (report) => ({
      ...report,
      cluster: { ...report.cluster, name: 'else' },
    }));
    const { code, stderr } = await nightly(other);
    expect([code, stderr]).toEqual([2, expect.stringContaining('is about else, and this is talos-example')]);
  });

  test('can write over its own baseline', async () => {
    const rolling = file('rolling.json', without('skipped-minor'));
    expect((await nightly(rolling, '-o', `json=${rolling}`)).code).toBe(1);
    expect((await nightly(rolling, '-o', `json=${rolling}`)).code).toBe(0);
  });

  test('--fail-on new needs a baseline', async () => {
    const { code, stderr } = await runCli([...CHECK, '--fail-on', 'new']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--fail-on new needs --baseline')]);
  });
});

describe('holdshort diff', () => {
  test('says what is new, and fails only when it is asked to', async () => {
    const older = file('diff.json', without('control-plane-write-denied'));
    const { code, stdout } = await runCli(['diff', older, SAME]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}- NEW BLOCKER: .*\(control-plane-write-denied\//m);
    expect((await runCli(['diff', older, SAME, '--fail-on', 'new'])).code).toBe(1);
    expect((await runCli(['diff', SAME, older, '--fail-on', 'new'])).code).toBe(0);
  });

  test('as JSON says the same as the comparison in a report', async () => {
    const older = file('json.json', without('skipped-minor'));
    const [alone, inside] = await Promise.all([
      runCli(['diff', older, SAME, '--format', 'json']),
      runCli([...CHECK, '--format', 'json', '--baseline', older]),
    ]);
    expect(JSON.parse(alone.stdout)).toEqual(JSON.parse(inside.stdout).comparison);
  });

  test('names a report that is not there', async () => {
    const { code, stderr } = await runCli(['diff', join(FOLDER, 'none.json'), SAME]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('none.json could not be read: ENOENT')]);
  });
});
