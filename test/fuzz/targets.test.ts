import { describe, expect, test } from '@jest/globals';
import { connect } from '../../src/cluster/connect.ts';
import { readHandedInFile } from '../../src/commands/handed-in-file.ts';
import { readRequests } from '../../src/commands/read-requests.ts';
import { compilePack } from '../../src/knowledge/compile-pack.ts';
import { waiverFile } from '../../src/waivers/waiver-file.ts';
import { asText } from './altered-text.ts';
import { givenFile, SILENT } from './given-file.ts';
import { TARGETS } from './targets/all.ts';
import { KUBECONFIG, PACK, REQUEST, WAIVERS } from './targets/samples.ts';

/** The share of a target's inputs that each run of the tests tries; long runs are `npm run fuzz`. */
const SHARE = 0.15;
/** Another part of the inputs every day, and the same all day long. */
const SEED = Math.floor(Date.now() / 86_400_000);

describe('whatever is handed in is taken, or refused in the project’s own words', () => {
  test.each(TARGETS.map((target) => [target.name, target] as const))(
    '%s',
    async (_, { check, runs }) => {
      expect(await check(Math.ceil(runs * SHARE), SEED)).toEqual({ tried: Math.ceil(runs * SHARE) });
    },
    60_000,
  );
});

test('the samples that are altered are taken as they are, so that what is refused is refused for its alteration', async () => {
  const files = Object.entries(PACK).map(([path, content]) => ({
    path,
    text: typeof content === 'string' ? content : asText(content),
  }));
  expect(compilePack(files, { tool: '0.1.0', distributions: ['kubeadm', 'talos'] })).toHaveProperty(
    'manifest.name',
    'acme',
  );
  const waivers = await readHandedInFile(givenFile('waivers.yaml', asText(WAIVERS)), waiverFile);
  expect([waivers.waivers.length, waivers.answers.length]).toEqual([2, 1]);
  expect(await readRequests(givenFile('request.json', asText(REQUEST)), SILENT)).toHaveLength(1);
  const { connection, context } = await connect({
    kubeconfig: givenFile('config', asText(KUBECONFIG)),
    env: {},
  });
  connection.close();
  expect(context).toBe('a');
});
