import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { runCli } from '../support/run-cli.ts';
import { HAZARD, makePack, PACK, WHOLE } from './make-pack.ts';

const SNAPSHOT = 'examples/talos-1.32.json.gz';
const NODES = 'hazards/1.33/acme-nodes.yaml';

const check = (...more: readonly string[]) =>
  runCli(['check', '--snapshot', SNAPSHOT, '--to', '1.33', '--format', 'json', ...more]);

async function assessed(...more: readonly string[]): Promise<Assessment> {
  const { stdout, stderr } = await check(...more);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('check with a pack', () => {
  let folder: string;
  let report: Assessment;
  beforeAll(async () => {
    folder = makePack(WHOLE);
    report = await assessed('--knowledge', folder);
  });

  test('finds what the pack knows', () => {
    const finding = report.findings.find(({ id }) => id === 'acme-nodes');
    expect(finding).toMatchObject({ outcome: 'hit', severity: 'blocker' });
    expect(finding?.message).toMatch(/^Node \S+ stops\.$/);
  });

  test('names the pack with its version and a digest that anyone can make', () => {
    const digest = execFileSync(
      'sh',
      ['-c', "find * -name '*.yaml' -type f | LC_ALL=C sort | xargs sha256sum | sha256sum"],
      { cwd: folder, encoding: 'utf8' },
    ).slice(0, 64);
    expect(report.knowledge.packs).toEqual([{ name: 'acme', version: '1.2.0', digest }]);
  });

  test('says all that it says without, and how to make the report again', async () => {
    const without = await assessed();
    const ids = report.findings.map(({ id }) => id);
    expect(without.findings.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
    expect(without.knowledge.packs).toEqual([]);
    const { stdout } = await runCli([
      'check',
      ...['--snapshot', SNAPSHOT, '--to', '1.33', '--format', 'markdown', '--knowledge', folder],
    ]);
    expect(stdout).toContain('Pack `acme`');
    expect(stdout).toContain('--knowledge FOLDER');
  });

  test('takes several', async () => {
    const other = makePack({
      'pack.yaml': PACK.replaceAll('acme', 'other'),
      [NODES.replace('acme', 'other')]: HAZARD.replace('acme-nodes', 'other-nodes'),
    });
    const { knowledge, findings } = await assessed('--knowledge', folder, '--knowledge', `${other}/`);
    expect(knowledge.packs.map(({ name }) => name)).toEqual(['acme', 'other']);
    expect(findings.map(({ id }) => id)).toEqual(expect.arrayContaining(['acme-nodes', 'other-nodes']));
    const twice = await check('--knowledge', folder, '--knowledge', folder);
    expect([twice.code, twice.stdout]).toEqual([2, '']);
    expect(twice.stderr).toContain('acme is taken by the pack in');
  });

  test('takes it from holdshort.yaml, relative to that', async () => {
    const { knowledge } = await assessed('--config', configOf(folder));
    expect(knowledge.packs.map(({ name }) => name)).toEqual(['acme']);
  });
});

describe('what this holdshort does not know', () => {
  test.each([
    ['a detector', 'crystal-ball: {colour: red}', 'knows no detector crystal-ball'],
    [
      'one among several',
      'any: [{crystal-ball: {}}, {objects: {resource: nodes, where: "false"}}]',
      'crystal-ball',
    ],
    ['one that is turned round', 'not: {crystal-ball: {}}', 'crystal-ball'],
    ['a name of JavaScript’s', 'constructor: {}', 'knows no detector constructor'],
    ['a function of CEL', 'objects: {resource: nodes, where: divine(object)}', 'no valid CEL'],
    ['a resource', 'objects: {resource: oracles.acme.example, where: "true"}', 'oracles.acme.example'],
  ])('%s makes the hazard unknown, never silent', async (_name, detect, because) => {
    const text = HAZARD.replace(/detect:\n(?: {2}.*\n)+/, `detect:\n  ${detect}\n`);
    const { findings, verdict } = await assessed(
      '--knowledge',
      makePack({ 'pack.yaml': PACK, [NODES]: text }),
    );
    const finding = findings.find(({ id }) => id === 'acme-nodes');
    expect(finding?.outcome).toBe('unknown');
    expect(finding?.because.join()).toContain(because);
    expect(verdict).not.toBe('GO');
  });
});

describe('a whole knowledge', () => {
  const texts = Object.fromEntries(knowledgeTexts().map(({ path, text }) => [path, text]));
  const releases = texts['releases.yaml'] ?? '';
  const dated = (day: string, more = '') => ({
    ...texts,
    'releases.yaml': releases.replace(/^version: .*$/m, `version: ${day}${more}`),
  });

  test('that is newer takes the place of what ships, and packs are added to it', async () => {
    const { knowledge, findings } = await assessed(
      ...['--knowledge', makePack(WHOLE), '--knowledge', makePack(dated('2999.01.01'))],
    );
    expect(knowledge.version).toBe('2999.01.01');
    expect(knowledge.packs.map(({ name }) => name)).toEqual(['acme']);
    const shipped = await assessed();
    expect(findings.map(({ id }) => id).filter((id) => id !== 'acme-nodes')).toEqual(
      shipped.findings.map(({ id }) => id),
    );
  });

  test.each([
    ['older', dated('2020.01.01'), 'the knowledge of 2020.01.01 is older than that of'],
    [
      'for a newer holdshort',
      { ...dated('2999.01.01', '\nneeds: holdshort >= 99.0.0'), 'apis.yaml': 'future: [' },
      'releases.yaml: needs: this needs holdshort 99.0.0 or newer, and yours is',
    ],
    [
      'without its tables',
      { 'releases.yaml': dated('2999.01.01')['releases.yaml'] },
      'apis.yaml: this file is missing',
    ],
  ])('that is %s is refused', async (_name, files, because) => {
    const { code, stdout, stderr } = await check('--knowledge', makePack(files));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(because);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('is given once', async () => {
    const folder = makePack(dated('2999.01.01'));
    const { code, stderr } = await check('--knowledge', folder, '--knowledge', folder);
    expect(code).toBe(2);
    expect(stderr).toContain('a second whole knowledge');
  });
});

describe('the other commands', () => {
  const folder = makePack(WHOLE);

  test('hazards lists what the pack knows', async () => {
    const args = ['hazards', '--from', '1.32', '--to', '1.33', '--knowledge', folder];
    expect((await runCli(args)).stdout).toContain('acme-nodes');
    const json = JSON.parse((await runCli([...args, '--format', 'json'])).stdout);
    expect(json.packs).toEqual([expect.objectContaining({ name: 'acme', version: '1.2.0' })]);
    expect(json.hazards.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['acme-nodes', 'control-plane-write/acme-agent/acme-beat']),
    );
  });

  test('explain explains it, before or after the option', async () => {
    for (const args of [
      ['explain', 'acme-nodes', '--knowledge', folder],
      ['explain', '--knowledge', folder, 'acme-nodes'],
    ]) {
      const { code, stdout } = await runCli(args);
      expect([code, stdout.split('\n')[0]]).toEqual([0, 'Nodes of Acme stop']);
    }
  });

  test('rescue reads it, and names the suspects as it does without', async () => {
    const args = [
      'rescue',
      '--snapshot',
      SNAPSHOT,
      '--distribution',
      'talos',
      '--from',
      '1.32',
      '--to',
      '1.33',
    ];
    const [without, reading] = [await runCli(args), await runCli([...args, '--knowledge', folder])];
    expect([reading.code, reading.stderr]).toEqual([0, '']);
    expect(reading.stdout).toContain('kyverno-resource-validating-webhook-cfg');
    expect(reading.stdout).toBe(without.stdout);
  });

  test('explain says that nobody knows how to look', async () => {
    const text = HAZARD.replace(/detect:\n(?: {2}.*\n)+/, 'detect: {crystal-ball: {}}\n');
    const unknown = makePack({ 'pack.yaml': PACK, [NODES]: text });
    const { stdout } = await runCli(['explain', 'acme-nodes', '--knowledge', unknown]);
    expect(stdout.replace(/\s+/g, ' ')).toContain('knows no way to look for it (crystal-ball)');
  });

  test('lint finds a whole pack well formed', async () => {
    const { code, stdout, stderr } = await runCli(['lint', '--knowledge', folder]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('is well formed: 1 hazards');
  });

  test('lint says all that is wrong, of several packs', async () => {
    const broken = makePack({
      'pack.yaml': PACK,
      [NODES]: HAZARD.replace('rescue: [{title: Replace the agent}]', 'rescue: []').replace('acme', 'nobody'),
    });
    const { code, stdout } = await runCli(['lint', '--knowledge', folder, '--knowledge', broken]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${NODES}:1: id: nobody-nodes must begin with acme-`);
    expect(stdout).toContain(`${NODES}:1: id: must be the file's name, acme-nodes`);
    expect(stdout).toContain(`${NODES}:17: rescue: a blocker needs at least one step`);
  });

  test('lint says that two packs collide, and that one collides with what ships', async () => {
    const { code, stdout } = await runCli(['lint', '--knowledge', folder, '--knowledge', makePack(WHOLE)]);
    expect(code).toBe(1);
    expect(stdout).toContain('acme-nodes is taken by');
  });
});

test.each([
  ['/nonexistent', '/nonexistent cannot be read: ENOENT. Name a folder with --knowledge.'],
  ['package.json', 'package.json: not a folder.'],
  ['docs', 'docs/pack.yaml: this file is missing; it holds name, version and prefix of the pack'],
])('--knowledge %s is refused with one line', async (folder, text) => {
  for (const args of [
    ['check', '--snapshot', SNAPSHOT, '--to', '1.33', '--knowledge', folder],
    ['hazards', '--from', '1.32', '--to', '1.33', '--knowledge', folder],
    ['explain', 'acme-nodes', '--knowledge', folder],
    ['rescue', '--snapshot', SNAPSHOT, '--from', '1.32', '--to', '1.33', '--knowledge', folder],
  ]) {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(text);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
});

test('many problems are a line with the first of them, which lint completes', async () => {
  const hazards = Array.from({ length: 9 }, (_, index) => [`hazards/1.33/x${index}.yaml`, 'id: x\n']);
  const folder = makePack({ 'pack.yaml': PACK, ...Object.fromEntries(hazards) });
  const { code, stderr } = await check('--knowledge', folder);
  expect(code).toBe(2);
  expect(stderr.split(`${folder}/hazards/1.33/x`)).toHaveLength(6);
  expect(stderr).toMatch(
    /; and \d+ more\. Mend the pack; holdshort lint --knowledge \S+ says all of it\.\n$/,
  );
});

/** A configuration beside the pack that names it by a relative path. */
function configOf(folder: string): string {
  const file = join(folder, '..', `${folder.split('/').at(-1)}.config.yaml`);
  writeFileSync(file, `knowledge: [./${folder.split('/').at(-1)}]\n`);
  return file;
}
