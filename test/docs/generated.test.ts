import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { GENERATED_FOLDERS, generatedFiles } from '../../scripts/generated-files.ts';
import { configurationFile } from '../../src/configuration/configuration-file.ts';
import { packFile } from '../../src/knowledge/shapes/pack.ts';
import { FORMAT_NAMES } from '../../src/report/format-names.ts';
import { waiverFile } from '../../src/waivers/waiver-file.ts';
import { knowledgeTexts } from '../support/knowledge.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

const generated = generatedFiles(knowledgeTexts());

describe('what is made under docs/ and deploy/', () => {
  test.each(generated.map(({ path, text }) => [path, text]))(
    '%s is what the code and the knowledge say today; else run: npm run generate',
    (path, text) => {
      expect(read(path)).toBe(text);
    },
  );

  test.each(GENERATED_FOLDERS)('%s holds nothing else; else run: npm run generate', (folder) => {
    const made = generated.flatMap(({ path }) => (path.startsWith(`${folder}/`) ? [path] : []));
    const there = readdirSync(fileURLToPath(new URL(`../../${folder}`, import.meta.url)));
    expect(there.map((name) => `${folder}/${name}`).sort()).toEqual(made.sort());
  });

  test('each page and schema says that it is made', () => {
    const silent = generated.filter(
      ({ path, text }) =>
        path.startsWith('docs/') && !/npm run generate|page is made from/.test(text.slice(0, 1000)),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });
});

/** The YAML examples of a page that name this schema. */
function examplesOf(page: string, schema: string): readonly string[] {
  return [...read(page).matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, text = '']) =>
    text.includes(schema) ? [text] : [],
  );
}

describe('examples in the documentation are right', () => {
  test.each([
    ['docs/waivers.md', 'waivers.schema.json', waiverFile],
    ['docs/formats.md', 'holdshort.schema.json', configurationFile],
    ['docs/private-packs.md', 'pack.schema.json', packFile],
  ])('%s', (page, schema, shape) => {
    const examples = examplesOf(page, schema);
    expect(examples.length).toBeGreaterThan(0);
    for (const text of examples) {
      const result = shape.safeParse(load(text, { schema: FAILSAFE_SCHEMA }));
      expect(result.error?.issues ?? []).toEqual([]);
    }
  });

  test('docs/formats.md names every format', () => {
    const named = [...read('docs/formats.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([...FORMAT_NAMES].sort());
  });
});
