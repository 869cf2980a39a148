import { describe, expect, test } from '@jest/globals';
import { catalogueDocs } from '../../scripts/catalogue-docs.ts';
import { describeCatalogues } from '../../src/catalogues/catalogue.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { knowledgeTexts } from '../support/knowledge.ts';

const { knowledge } = compileKnowledge(knowledgeTexts());
const pages = new Map(catalogueDocs(knowledge).map(({ path, text }) => [path, text]));
const page = (name: string) => pages.get(`docs/catalogues/${name}.md`) ?? '';
const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('| `'));

describe('the pages of the tables', () => {
  test('the index leads to each of them', () => {
    const links = [...page('README').matchAll(/\]\(([a-z-]+\.md)\)/g)].map(
      ([, to]) => `docs/catalogues/${to}`,
    );
    expect([...links, 'docs/catalogues/README.md'].sort()).toEqual([...pages.keys()].sort());
  });

  test('each row has a link to its source', () => {
    const tables = [...pages].filter(([path]) => !path.endsWith('README.md')).map(([, text]) => text);
    const silent = tables.flatMap((text) => rowsOf(text).filter((row) => !row.includes('](https://')));
    expect(silent).toEqual([]);
    expect(tables.flatMap(rowsOf).length).toBeGreaterThan(800);
  });

  test.each([
    ['apis', 'api-removed'],
    ['flags', 'flag-removed'],
  ])('%s has a row for everything that can be explained', (name, kind) => {
    const explained = describeCatalogues(knowledge).filter(({ id }) => id.startsWith(`${kind}/`));
    const unregistered = name === 'apis' ? knowledge.apis.unregistered.length : 0;
    expect(rowsOf(page(name))).toHaveLength(explained.length + unregistered);
  });

  test('a gate stands under the release that does something with it', () => {
    const [, after = ''] = page('feature-gates').split('### 1.33 switches by default');
    expect(after.split('\n## ')[0]).toContain('| `WatchList` | off | beta |');
    const [, needs = ''] = page('feature-gates').split('### 1.35 begins to compare');
    expect(needs.split('\n## ')[0]).toContain('| `ProcMountType` | `UserNamespacesSupport` |');
  });

  test('hazards that tell of a stored version are linked by their pages', () => {
    const links = [...page('storage-versions').matchAll(/\(\.\.\/hazards\/([^)]+)\.md\)/g)].map(
      ([, id]) => id,
    );
    const hazards = knowledge.hazards.map(({ id }) => id);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((id) => !hazards.includes(id ?? ''))).toEqual([]);
  });
});
