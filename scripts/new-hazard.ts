/** Begins a hazard. Usage: npm run new-hazard -- ID --minor 1.38 [--knowledge FOLDER] */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { id as idShape, minor as minorShape } from '../src/knowledge/shapes/scalars.ts';
import { hazardTemplate } from './hazard-template.ts';

const USAGE = 'Usage: npm run new-hazard -- ID --minor 1.38 [--knowledge FOLDER]';

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { minor: { type: 'string' }, knowledge: { type: 'string', default: 'knowledge' } },
  });
  const [id, ...more] = positionals;
  const { minor, knowledge } = values;
  if (id === undefined || minor === undefined || more.length > 0) throw new Error(USAGE);
  if (!idShape.safeParse(id).success) {
    throw new Error(`${id}: no id. It is lower-case words joined by hyphens, and names what happens.`);
  }
  if (!minorShape.safeParse(minor).success) throw new Error(`--minor ${minor}: a minor such as 1.38.`);
  const taken = (await yamlFiles(join(knowledge, 'hazards'))).find((file) => basename(file) === `${id}.yaml`);
  if (taken !== undefined) throw new Error(`${id} is taken by ${taken}. An id is used once: choose another.`);
  const file = join(knowledge, 'hazards', minor, `${id}.yaml`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, hazardTemplate(id, minor), { flag: 'wx' });
  console.log(`${file} is begun. What is left to write: holdshort lint --knowledge ${knowledge}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

async function yamlFiles(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder, { recursive: true })).map((name) => join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
