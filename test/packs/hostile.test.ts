import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCli } from '../support/run-cli.ts';
import { HAZARD, makePack, PACK } from './make-pack.ts';

const NODES = 'hazards/1.33/acme-nodes.yaml';

/** What check says of a pack; it must end soon, with one line and nothing concluded. */
async function refusal(folder: string): Promise<string> {
  const started = Date.now();
  const { code, stdout, stderr } = await runCli([
    'check',
    '--snapshot',
    'examples/talos-1.32.json.gz',
    '--to',
    '1.33',
    '--knowledge',
    folder,
  ]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr.length).toBeLessThan(4000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  expect(Date.now() - started).toBeLessThan(20_000);
  return stderr;
}

const pack = (hazard: string) => makePack({ 'pack.yaml': PACK, [NODES]: hazard });

describe('links', () => {
  test('to a file outside', async () => {
    const folder = makePack({ 'pack.yaml': PACK, 'hazards/1.33/x.yaml': HAZARD });
    symlinkSync('/etc/passwd', join(folder, 'hazards/1.33/passwd.yaml'));
    const text = await refusal(folder);
    expect(text).toContain('hazards/1.33/passwd.yaml: a link that leads out of the pack');
    expect(text).not.toContain('root:');
  });

  test('to a folder outside', async () => {
    const outside = makePack({ 'acme-nodes.yaml': HAZARD });
    const folder = makePack({ 'pack.yaml': PACK, 'hazards/README': '' });
    symlinkSync(outside, join(folder, 'hazards/1.33'));
    expect(await refusal(folder)).toContain('hazards/1.33: a link that leads out of the pack');
  });

  test('to a folder whose name only begins like the pack’s', async () => {
    const folder = makePack({ 'pack.yaml': PACK });
    mkdirSync(`${folder}-evil`);
    writeFileSync(`${folder}-evil/acme-nodes.yaml`, HAZARD);
    symlinkSync(`${folder}-evil`, join(folder, 'hazards'));
    expect(await refusal(folder)).toContain('hazards: a link that leads out of the pack');
  });

  test('that lead back', async () => {
    const folder = makePack({ 'pack.yaml': PACK, [NODES]: HAZARD });
    symlinkSync('..', join(folder, 'hazards/again'));
    expect(await refusal(folder)).toMatch(/more than 8 folders deep; it may be a link that leads back/);
  });

  test('to nothing', async () => {
    const folder = makePack({ 'pack.yaml': PACK });
    symlinkSync('nowhere.yaml', join(folder, 'hazards.yaml'));
    expect(await refusal(folder)).toContain('hazards.yaml: a link to nothing');
  });

  test('within the pack, as a mounted ConfigMap has them, are followed', async () => {
    const folder = makePack({ '..data/pack.yaml': PACK, [`..data/${NODES}`]: HAZARD });
    symlinkSync('..data/pack.yaml', join(folder, 'pack.yaml'));
    symlinkSync('..data/hazards', join(folder, 'hazards'));
    expect((await runCli(['explain', 'acme-nodes', '--knowledge', folder])).code).toBe(0);
  });
});

describe('files', () => {
  test('a pipe, which would never end', async () => {
    const folder = makePack({ 'pack.yaml': PACK });
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    expect(await refusal(folder)).toContain('pipe.yaml: not a plain file');
  });

  test('a device', async () => {
    const folder = makePack({ 'pack.yaml': PACK });
    symlinkSync('/dev/zero', join(folder, 'zero.yaml'));
    expect(await refusal(folder)).toContain('zero.yaml: a link that leads out of the pack');
  });

  test('a huge one', async () => {
    const text = await refusal(pack(`${HAZARD}# ${'x'.repeat(1024 * 1024)}\n`));
    expect(text).toContain(`${NODES}: larger than 1048576 bytes. Mend the pack, or leave it out.`);
  });

  test('too many', async () => {
    const folder = makePack({ 'pack.yaml': PACK });
    mkdirSync(join(folder, 'hazards'));
    for (let index = 0; index <= 5000; index++) writeFileSync(join(folder, 'hazards', `${index}.yaml`), '');
    expect(await refusal(folder)).toContain('more than 5000 files');
  });

  test('something that is no text', async () => {
    const folder = makePack({ 'pack.yaml': PACK, [NODES]: '' });
    writeFileSync(join(folder, NODES), Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80]));
    expect(await refusal(folder)).toContain(`${NODES}:1: `);
  });

  test('names that would draw on a terminal', async () => {
    const folder = makePack({ 'pack.yaml': PACK, 'hazards/\u001b[2J\u202e.yaml': 'id: [' });
    expect(await refusal(folder)).toContain('\\x1b[2J');
  });
});

describe('YAML', () => {
  test('a bomb of aliases', async () => {
    const levels = Array.from({ length: 30 }, (_, index) => {
      const below = index === 0 ? 'boom' : `*a${index - 1}`;
      return `a${index}: &a${index} [${Array(9).fill(below).join(', ')}]`;
    });
    const text = await refusal(pack(`${HAZARD}${levels.join('\n')}\n`));
    expect(text).toContain(`${NODES}:1: unfolds to more than 200000 values; write out what its aliases`);
  });

  test('a bomb in pack.yaml', async () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let index = 0; index < 20; index++) {
      const [from, to] = [index === 0 ? 'a' : `b${index - 1}`, `b${index}`];
      lines.push(`${to}: &${to} [*${from}, *${from}, *${from}, *${from}]`);
    }
    expect(await refusal(makePack({ 'pack.yaml': `${PACK}${lines.join('\n')}\n` }))).toContain(
      'unfolds to more',
    );
  });

  test('a list that holds itself', async () => {
    expect(await refusal(pack(HAZARD.replace(/resource: nodes/, 'resource: &a [*a]')))).toContain(
      'unfolds to more',
    );
  });

  test('deep nesting', async () => {
    for (const deep of ['['.repeat(50_000), '{a: '.repeat(20_000), `${'['.repeat(90)}${']'.repeat(90)}`]) {
      expect(await refusal(pack(`${HAZARD}deep: ${deep}\n`))).toMatch(/acme-nodes\.yaml:\d+: /);
    }
  });

  test('a detection within detections without end', async () => {
    const detect = `${'{not: '.repeat(95)}{objects: {}}${'}'.repeat(95)}`;
    const text = HAZARD.replace(/detect:\n(?: {2}.*\n)+/, `detect: ${detect}\n`);
    expect(await refusal(pack(text))).toMatch(/acme-nodes\.yaml:\d+: /);
  });

  test('tags that make objects', async () => {
    expect(await refusal(pack(HAZARD.replace("'true'", '!!js/function "x"')))).toMatch(
      /acme-nodes\.yaml:\d+: /,
    );
  });

  test('thousands of wrong fields', async () => {
    const fields = Array.from({ length: 20_000 }, (_, index) => `x${index}: 1`).join('\n');
    expect(await refusal(pack(`${HAZARD}${fields}\n`))).toMatch(
      /x0: there is no such field here.*and 19995 more/,
    );
  });
});

test('a regular expression that never ends elsewhere ends here', async () => {
  const text = HAZARD.replace("where: 'true'", `where: "'${'a'.repeat(200)}!'.matches('^(a+)+$')"`);
  const started = Date.now();
  const { code } = await runCli([
    'check',
    '--snapshot',
    'examples/talos-1.32.json.gz',
    '--to',
    '1.33',
    '--knowledge',
    pack(text),
  ]);
  expect([0, 1, 3]).toContain(code);
  expect(Date.now() - started).toBeLessThan(20_000);
});
