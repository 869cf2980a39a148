import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { readSnapshot, writeSnapshot } from '../../src/cluster/snapshot.ts';
import { known, mapFact, unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { runCli } from '../support/run-cli.ts';
import { applyRemedy } from '../writes/apply-remedy.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/talos-1.32.json.gz', import.meta.url));
const ARGS = ['check', '--snapshot', EXAMPLE, '--to', '1.34'];
const NAME = 'kyverno-resource-validating-webhook-cfg';

let folder: string;
let before: Assessment;
let configuration: KubeObject;

const stopped = ({ findings }: Assessment) =>
  findings.filter(({ id }) => id.startsWith('control-plane-write-denied/'));

const check = async (...args: string[]): Promise<Assessment> =>
  JSON.parse((await runCli([...ARGS, '--format', 'json', ...args])).stdout);

const write = async (name: string, text: string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdshort-assume-'));
  before = await check();
  const { objects } = await readSnapshot(EXAMPLE);
  const fact = objects['validatingwebhookconfigurations.admissionregistration.k8s.io'];
  const found =
    fact?.state === 'known' ? fact.value.find(({ metadata }) => metadata.name === NAME) : undefined;
  if (found === undefined) throw new Error(`${NAME} is not in the example`);
  configuration = found;
});

describe('check --assume', () => {
  test('the remedy that a report prints, taken as applied: nothing stops the writes, and the difference is named', async () => {
    const [finding] = stopped(before);
    if (finding === undefined) throw new Error('nothing to mend');
    const [patched] = applyRemedy(finding, [configuration]);
    const file = await write('patched.json', JSON.stringify(patched));
    const after = await check('--assume', file);
    expect(stopped(after)).toEqual([]);
    expect(after.assumed).toEqual([
      {
        change: 'replaced',
        kind: 'ValidatingWebhookConfiguration',
        name: NAME,
        fields: ['webhooks[0].matchConditions'],
      },
    ]);
    expect(after.cluster.digest).not.toBe(before.cluster.digest);
  });

  test('every report says that its verdict rests on it', async () => {
    const file = await write(
      'namespace.yaml',
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: new-one}\n',
    );
    for (const format of ['table', 'markdown']) {
      const { stdout } = await runCli([...ARGS, '--assume', file, '--format', format]);
      expect(stdout.replace(/\s+/g, ' ')).toMatch(
        /as if these were applied: Namespace new\\?-one \\?\(new\\?\)/,
      );
    }
  });

  test('without it a report says nothing of the kind', () => {
    expect(before).not.toHaveProperty('assumed');
  });

  test.each([
    ['a file that is not there', 'missing.yaml', undefined, /missing\.yaml could not be read: ENOENT/],
    [
      'a file without objects',
      'values.yaml',
      'replicas: 3\n',
      /no Kubernetes object there that a check looks at/,
    ],
    ['a file that is no YAML', 'broken.yaml', 'a: [1, 2\n', /broken\.yaml/],
  ])('%s: one line, exit code 2', async (_, name, text, says) => {
    const file = text === undefined ? join(folder, name) : await write(name, text);
    const { code, stdout, stderr } = await runCli([...ARGS, '--assume', file]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

test('objects taken as applied do not make up for those that could not be listed', async () => {
  const facts = await readSnapshot(EXAMPLE);
  const objects = { ...facts.objects };
  // Everything that stands against the way as it is: only what cannot be seen is left.
  objects['mutatingwebhookconfigurations.admissionregistration.k8s.io'] = known([]);
  objects['validatingwebhookconfigurations.admissionregistration.k8s.io'] = unknown('forbidden');
  objects.pods = mapFact(facts.objects.pods ?? unknown('not there'), withoutGates);
  const snapshot = join(folder, 'forbidden.json');
  await writeSnapshot({ ...facts, objects }, snapshot);
  const file = await write('harmless.json', JSON.stringify({ ...configuration, webhooks: [] }));
  const verdictOf = async (...args: string[]) =>
    JSON.parse(
      (await runCli(['check', '--snapshot', snapshot, '--to', '1.33', '--format', 'json', ...args])).stdout,
    ).verdict;
  expect([await verdictOf(), await verdictOf('--assume', file)]).toEqual(['UNDETERMINED', 'UNDETERMINED']);
});

/** Pods without the gates that a release on the way drops. */
function withoutGates(pods: readonly KubeObject[]): readonly KubeObject[] {
  return JSON.parse(JSON.stringify(pods).replaceAll(/"--feature-gates=[^"]*"/g, '"--v=2"'));
}
