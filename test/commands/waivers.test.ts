import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { runCli } from '../support/run-cli.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/talos-1.32.json.gz', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'holdshort-'));

const CHECK = ['check', '--to', '1.34', '--snapshot', EXAMPLE, '--format', 'json'];
let files = 0;
async function checkWith(waivers: string) {
  const file = join(FOLDER, `waivers-${files++}.yaml`);
  writeFileSync(file, waivers);
  return await runCli([...CHECK, '--waivers', file]);
}
async function assessWith(waivers: string): Promise<Assessment> {
  const { stdout, stderr } = await checkWith(waivers);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}
const promise = 'reason: known, owner: Ada, expires: 2099-01-01';
const outage = (more: string) =>
  `waivers: [{hazard: control-plane-write-denied/kyverno-resource-validating-webhook-cfg, ${promise}${more}}]`;

describe('the founding incident with waivers', () => {
  test('stays a NO-GO when its outage is waived without acknowledging it', async () => {
    const { verdict, waiverRemarks } = await assessWith(outage(''));
    expect([verdict, waiverRemarks.map(({ state }) => state)]).toEqual(['NO-GO', ['not-acknowledged']]);
  });

  test('is no NO-GO any more when every blocker is waived, and the report keeps them', async () => {
    const { findings: blockers } = await assessWith('waivers: []');
    const ids = blockers.filter(({ severity }) => severity === 'blocker').map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    const list = ids.map((id) => `  - {hazard: ${id}, ${promise}, ticket: 123, acknowledgeOutage: true}`);
    const { verdict, findings, exitCode } = await assessWith(`waivers:\n${list.join('\n')}\n`);
    expect(verdict).not.toBe('NO-GO');
    expect(exitCode).not.toBe(1);
    expect(findings.map(({ id }) => id)).toEqual(blockers.map(({ id }) => id));
    for (const { severity, waived } of findings.filter((finding) => finding.severity === 'blocker')) {
      expect([severity, waived]).toEqual([
        'blocker',
        { reason: 'known', owner: 'Ada', expires: '2099-01-01', ticket: '123' },
      ]);
    }
  });

  test('says which waivers are expired and which match nothing', async () => {
    const { waiverRemarks } = await assessWith(
      'waivers: [{hazard: skipped-minor, reason: r, owner: o, expires: 2020-02-29}]\n' +
        `answers: [{hazard: no-such-question, question: q, affected: false, ${promise}}]\n`,
    );
    expect(waiverRemarks.map(({ type, state }) => [type, state])).toEqual([
      ['waiver', 'expired'],
      ['answer', 'unused'],
    ]);
  });
});

describe('a waiver file that is wrong is one clear line and exit code 2', () => {
  test.each<[string, string, RegExp]>([
    ['broken YAML', 'waivers: [', /waivers-\d+\.yaml:\d+: .* Mend the YAML/],
    ['a list', '- a', /expected object/],
    ['an unknown field', `waivers:\n  - {hazard: a, ${promise}, until: x}`, /:2: waivers\[0\].*until/],
    ['no owner', 'waivers: [{hazard: a, reason: r, expires: 2099-01-01}]', /waivers\[0\]\.owner/],
    [
      'a day that is none',
      'waivers: [{hazard: a, reason: r, owner: o, expires: 2026-02-30}]',
      /the calendar has/,
    ],
    [
      'a date in words',
      'waivers: [{hazard: a, reason: r, owner: o, expires: never}]',
      /expires: a day such as/,
    ],
    [
      'neither true nor false',
      `waivers: [{hazard: a, ${promise}, acknowledgeOutage: yes}]`,
      /acknowledgeOutage: .*"true"/,
    ],
    [
      'two answers to one question',
      `answers: [{hazard: a, question: q, affected: true, ${promise}}, {hazard: a, question: q, affected: false, ${promise}}]`,
      /answers: one answer to each question/,
    ],
  ])('%s', async (_, waivers, message) => {
    const { code, stdout, stderr } = await checkWith(waivers);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('no file at all', async () => {
    const { code, stderr } = await runCli([...CHECK, '--waivers', join(FOLDER, 'none.yaml')]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('none.yaml could not be read: ENOENT')]);
  });
});
