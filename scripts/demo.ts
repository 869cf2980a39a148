/** Shows a NO-GO on an embedded cluster: the snapshot of a recorded Talos cluster at 1.32, checked for 1.34. Ends with 0. */
import { spawnSync } from 'node:child_process';

const ARGUMENTS = ['check', '--to', '1.34', '--snapshot', 'examples/talos-1.32.json.gz'];
const MEANINGS: Readonly<Record<number, string>> = { 0: 'GO', 1: 'NO-GO', 3: 'UNDETERMINED' };

console.log(`$ holdshort ${ARGUMENTS.join(' ')}\n`);
const { status, error } = spawnSync(process.execPath, ['dist/cli.cjs', ...ARGUMENTS], { stdio: 'inherit' });
const meaning = MEANINGS[status ?? -1];
if (error !== undefined || meaning === undefined)
  throw new Error(`The demo's check could not run (exit code ${status}).`, { cause: error });
console.log(`\ncheck ended with exit code ${status}, which means ${meaning}. On a cluster of yours:`);
console.log('  npm install --global . && holdshort check --to 1.34');
