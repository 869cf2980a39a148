import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { explainedIds, explainHazard } from '../../src/assessment/explain-hazard.ts';
import { listHazards } from '../../src/assessment/list-hazards.ts';
import { nearIds } from '../../src/commands/near-ids.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { drawHazardList } from '../../src/report/hazard-list.ts';
import { drawHazardPage } from '../../src/report/hazard-page.ts';
import { displayWidth } from '../../src/report/wrap.ts';
import { planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { newestPatch } from '../support/newest-patch.ts';
import { runCli } from '../support/run-cli.ts';

const { knowledge } = compileKnowledge(knowledgeTexts());
const ids = explainedIds(knowledge);
const list = (from: string, to: string, distribution: 'unknown' | 'talos' = 'unknown') => {
  const path = planPath(from, to, knowledge.releases);
  if ('problem' in path) throw new Error(path.problem);
  return listHazards(knowledge, path, distribution);
};

describe('the list', () => {
  const entries = list('1.33', '1.35');

  test('names hazards, rows of catalogues and writes, each once', () => {
    const listed = entries.map(({ id }) => id);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(
      expect.arrayContaining([
        'etcd-3.5-loses-voters',
        'kubelet-refuses-cgroup-v1',
        'control-plane-write/kube-apiserver/flow-schemas-deleted-1.34',
      ]),
    );
    expect(listed.some((id) => id.startsWith('feature-gate-removed/'))).toBe(true);
  });

  test('leaves out what other hops meet, and other distributions', () => {
    const listed = entries.map(({ id }) => id);
    expect(listed).not.toContain('cephfs-volumes-gone');
    expect(listed).not.toContain('kubeadm-v1beta3-config');
    expect(list('1.33', '1.35', 'talos').map(({ id }) => id)).not.toContain('etcd-3.5-loses-voters');
  });

  test('says by which hop, and whether it is asked', () => {
    expect(entries.find(({ id }) => id === 'kubelet-refuses-cgroup-v1')).toMatchObject({
      kind: 'hazard',
      component: 'kubelet',
      severity: 'blocker',
      found: 'asked',
      hops: [{ from: newestPatch('1.34'), to: newestPatch('1.35') }],
    });
  });

  test('everything that is listed can be explained', () => {
    const all = list('1.25', '1.37').map(({ id }) => id);
    expect(all.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test.each([40, 80, 110])('is drawn in %d columns', (width) => {
    const lines = drawHazardList(entries, { from: '1.33.0', to: '1.35.8' }, width).split('\n');
    // An id is one word, to be copied whole.
    const tooWide = lines.filter((line) => displayWidth(line) > width && !/^ {2}\S+$/.test(line));
    expect(tooWide).toEqual([]);
  });
});

describe('the page', () => {
  test.each(ids)('%s', (id) => {
    const explanation = explainHazard(knowledge, id);
    if (explanation === undefined) throw new Error(`${id} cannot be explained`);
    const page = drawHazardPage(explanation, 80);
    expect(page).toContain('What happens');
    expect(page).toContain('Why');
    expect(page).toContain('Sources');
    expect(page).not.toMatch(/\{\{|undefined|\[object/);
  });

  test('shows a command whole, and a placeholder as something to fill in', () => {
    const explanation = explainHazard(knowledge, 'stateful-sets-restart');
    const page = explanation === undefined ? '' : drawHazardPage(explanation, 60);
    expect(page).toContain('kubectl -n <namespace> patch statefulset <name> --type merge -p');
    expect(page.split('\n').some((line) => line.length > 100)).toBe(true);
  });

  test('lets nothing that a private pack says reach the terminal as it is', () => {
    const base = explainHazard(knowledge, 'stateful-sets-restart');
    if (base === undefined) throw new Error('the hazard is gone');
    const evil = '\u001b[2J\u202egnp\u0007';
    const page = drawHazardPage({
      ...base,
      title: evil,
      component: evil,
      message: evil,
      remediate: [{ title: evil, run: evil, note: evil }],
      sources: [{ type: 'issue', url: evil, note: evil }],
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  });
});

describe('ids that are nearly right', () => {
  test.each([
    ['statefulsets-restart', 'stateful-sets-restart'],
    ['cgroup-v1', 'cgroup-v1-on-purpose'],
    ['gitrepo-volume-disabled', 'gitrepo-volumes-disabled'],
    ['AggregatedDiscoveryEndpoint', 'feature-gate-removed/AggregatedDiscoveryEndpoint'],
  ])('%s', (text, id) => {
    expect(nearIds(text, ids)).toContain(id);
  });
  test('nonsense is near nothing', () => {
    expect(nearIds('x'.repeat(200), ids)).toEqual([]);
  });
});

/** The ids of findings that are made in code alone, and of which no table or file tells. */
function idsInCode(): readonly string[] {
  const source = fileURLToPath(new URL('../../src', import.meta.url));
  const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(?:detectors|catalogues|assessment|addons)\/.*\.ts$/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(source, name), 'utf8').matchAll(/\bid: [`']([a-z-]+)(?:\/|'|`)/g),
    ])
    .map(([, id = '']) => id);
  const explained = new Set(ids.map((id) => id.split('/')[0]));
  return [...new Set(found)].filter((id) => !explained.has(id)).sort();
}

describe('on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdshort-lint-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('hazards', async () => {
    const table = await runCli(['hazards', '--from', '1.34', '--to', '1.35']);
    expect([table.code, table.stderr]).toEqual([0, '']);
    expect(table.stdout).toContain('kubelet-refuses-cgroup-v1');
    const json = await runCli(['hazards', '--from', '1.34', '--to', '1.35', '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      schemaVersion: 1,
      from: '1.34.0',
      to: newestPatch('1.35'),
    });
  });

  test('hazards of a way that is not wholly known', async () => {
    const { code, stderr } = await runCli(['hazards', '--from', '1.36', '--to', '1.38']);
    expect(code).toBe(0);
    expect(stderr).toContain('the knowledge ends with 1.37');
  });

  test.each([
    [['hazards', '--from', '1.34'], 'hazards needs --from and --to'],
    [['hazards', '--from', '1.35', '--to', '1.34'], 'is a downgrade'],
    [
      ['explain', 'statefulsets-restart'],
      'There is no hazard statefulsets-restart. Was it stateful-sets-restart',
    ],
    [['explain', 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz'], 'holdshort hazards lists what there is.'],
    ...idsInCode().map((id): [string[], string] => [['explain', id], 'is about one cluster and its path']),
    [['explain'], 'Not enough non-option arguments'],
    [['lint', '--knowledge', '/nonexistent'], '/nonexistent cannot be read: ENOENT'],
  ])('%j is refused with one line', async (args, text) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(text);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('explain', async () => {
    const { code, stdout } = await runCli(['explain', 'gitrepo-volumes-disabled']);
    expect(code).toBe(0);
    expect(stdout).toContain('gitRepo volumes are switched off');
    const json = await runCli(['explain', 'gitrepo-volumes-disabled', '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ id: 'gitrepo-volumes-disabled', severity: 'disruptive' });
  });

  test('lint: what ships is well formed, what is broken is said with its line', async () => {
    expect((await runCli(['lint'])).code).toBe(0);
    const name = 'gitrepo-volumes-disabled.yaml';
    const sound = readFileSync(join('knowledge/hazards/1.33', name), 'utf8');
    await mkdir(join(folder, 'hazards/1.33'), { recursive: true });
    writeFileSync(join(folder, 'hazards/1.33', name), sound);
    expect((await runCli(['lint', '--knowledge', folder])).code).toBe(0);
    writeFileSync(join(folder, 'hazards/1.33', name), sound.replace('confirmed', 'reported'));
    const { code, stdout, stderr } = await runCli(['lint', '--knowledge', folder]);
    expect(code).toBe(1);
    expect(stdout).toBe(
      `hazards/1.33/${name}:5: severity: disruptive needs confidence reproduced or confirmed; with reported it is a caution at most\n`,
    );
    expect(stderr).toContain('has 1 problem.');
  });
});
