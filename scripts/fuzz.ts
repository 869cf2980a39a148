/**
 * Feeds every reader of the project with altered input until the time is over, and prints how many inputs were tried and what failed.
 * Usage: npm run fuzz [-- --minutes 5] [--only WORD]
 */
import { TARGETS } from '../test/fuzz/targets/all.ts';

const option = (name: string) => {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
};
const MINUTES = Number(option('--minutes') ?? 1);
const only = option('--only') ?? '';
const targets = TARGETS.filter(({ name }) => name.includes(only));
const end = Date.now() + MINUTES * 60_000;
const tried = new Map(targets.map(({ name }) => [name, 0]));
const failures = new Map<string, string>();

// Round by round, so that every target has its share whenever it is stopped.
for (let round = 1; Date.now() < end; round++) {
  for (const { name, runs, check } of targets) {
    if (failures.has(name) || Date.now() >= end) continue;
    const outcome = await check(runs, (Date.now() + round) | 0);
    tried.set(name, (tried.get(name) ?? 0) + outcome.tried);
    if (outcome.failure !== undefined) failures.set(name, outcome.failure);
  }
  if (failures.size === targets.length) break;
}
for (const [name, count] of tried)
  console.log(`${String(count).padStart(9)}  ${name}${failures.has(name) ? '  FAILED' : ''}`);
console.log(
  `${String([...tried.values()].reduce((sum, count) => sum + count, 0)).padStart(9)}  inputs in all`,
);
for (const [name, failure] of failures) console.log(`\n${name}:\n${failure.slice(0, 6000)}`);
process.exitCode = failures.size === 0 ? 0 : 1;
