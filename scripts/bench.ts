/**
 * Times whole runs of the built tool and prints CPU time as a ratio to a bare `node -e 0` of the same round, so that a busy machine
 * shifts both; then checks clusters of growing size. Usage: npm run bench [-- --runs 15]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSnapshot } from '../src/cluster/snapshot.ts';
import { recordedFacts } from '../test/support/read-live.ts';
import { recordings } from '../test/support/recorded-server.ts';
import { benchAdmission } from './bench-admission.ts';
import { benchScale } from './bench-scale.ts';
import { type Measured, measure, median } from './measure.ts';

const at = process.argv.indexOf('--runs');
const RUNS = at === -1 ? 11 : Number(process.argv[at + 1]);
const folder = await mkdtemp(join(tmpdir(), 'holdshort-bench-'));
const commands: Record<string, readonly string[]> = {
  'node -e 0': ['-e', '0'],
  '--help': ['dist/cli.cjs', '--help'],
};
for (const name of recordings()) {
  const file = join(folder, `${name}.json`);
  await writeSnapshot(await recordedFacts(name), file);
  commands[`check --to 1.35, ${name}`] = ['dist/cli.cjs', 'check', '--to', '1.35', '--snapshot', file];
}
const times = new Map(Object.keys(commands).map((name) => [name, [] as Measured[]]));
// Round by round rather than command by command: what else the machine does then hits all of them alike.
for (let run = 0; run <= RUNS; run++) {
  for (const [name, args] of Object.entries(commands)) {
    const time = await measure(args);
    // The first round warms the file cache.
    if (run > 0) times.get(name)?.push(time);
  }
}
const bare = median((times.get('node -e 0') ?? []).map(({ cpu }) => cpu));
console.log(`${`median of ${RUNS} runs`.padEnd(36)}CPU ms × bare node  wall ms`);
for (const [name, list] of times) {
  const cpu = median(list.map((time) => time.cpu));
  const wall = median(list.map((time) => time.wall));
  console.log(
    `${name.padEnd(36)}${cpu.toFixed(0).padStart(6)}${(cpu / bare).toFixed(2).padStart(12)}${wall.toFixed(0).padStart(9)}`,
  );
}
await rm(folder, { recursive: true, force: true });
await benchAdmission();
await benchScale();
