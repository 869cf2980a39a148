import { readFile } from 'node:fs/promises';
import { chainOf } from '../src/admission/chain.ts';
import type { AdmissionRequest } from '../src/admission/request.ts';
import { simulate, simulationOn } from '../src/admission/simulate.ts';
import { factsOf } from '../src/cluster/files.ts';
import { readFacts } from '../src/facts/fact-reader.ts';

const WEBHOOKS = 1_000;
const WRITES = 300;

/** Plays writes through many webhooks with conditions of their own, and parses the knowledge: both within this process. */
export async function benchAdmission(): Promise<void> {
  const objects = Array.from({ length: WEBHOOKS }, (_, index) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: `hooks-${index}` },
    webhooks: [
      {
        name: `hook-${index}.example`,
        clientConfig: { service: { namespace: 'hooks', name: `hook-${index}` } },
        rules: [{ apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: ['*'] }],
        matchConditions: [
          { name: 'user', expression: `request.userInfo.username != 'somebody-${index}'` },
          { name: 'name', expression: "!object.metadata.name.startsWith('skip-')" },
        ],
      },
    ],
  }));
  const chain = chainOf(readFacts(factsOf(objects, ['bench'])), { server: '1.34' });
  const simulation = simulationOn(chain, '1.34');
  const started = performance.now();
  let calls = 0;
  for (let index = 0; index < WRITES; index++) {
    calls += simulate(write(`address-${index}`), chain, simulation).filter(
      ({ does }) => does === 'call',
    ).length;
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(`\n${WEBHOOKS} webhooks × ${WRITES} writes: ${seconds.toFixed(2)} s, ${calls} calls`);

  const text = await readFile('dist/knowledge.json', 'utf8');
  const parse = performance.now();
  JSON.parse(text);
  console.log(
    `knowledge: ${(text.length / 1024).toFixed(0)} KiB, parsed in ${(performance.now() - parse).toFixed(1)} ms`,
  );
}

function write(name: string): AdmissionRequest {
  const [group, version, kind] = ['networking.k8s.io', 'v1', 'IPAddress'];
  return {
    kind: { group, version, kind },
    resource: { group, version, resource: 'ipaddresses' },
    name,
    operation: 'CREATE',
    userInfo: { username: 'system:apiserver', groups: ['system:masters'] },
    object: { apiVersion: `${group}/${version}`, kind, metadata: { name } },
    oldObject: null,
    dryRun: false,
    bodies: 'whole',
  };
}
