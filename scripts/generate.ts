/** Writes what is made and not written under docs/ and deploy/. Usage: npm run generate */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readFolder } from '../src/knowledge/folder.ts';
import { GENERATED_FOLDERS, generatedFiles } from './generated-files.ts';

const files = generatedFiles(await readFolder('knowledge'));
for (const { path, text } of files) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
const made = new Set(files.map(({ path }) => path));
for (const folder of GENERATED_FOLDERS) {
  const left = (await readdir(folder)).map((name) => join(folder, name)).filter((path) => !made.has(path));
  for (const path of left) await rm(path);
}
console.log(`${files.length} files under docs/ and deploy/ are as the code and the knowledge say today.`);
