import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { code, table } from '../src/report/markdown-text.ts';
import { apiPage } from './catalogue-pages/api-page.ts';
import { type CataloguePage, drawCataloguePage } from './catalogue-pages/catalogue-page.ts';
import { flagPage } from './catalogue-pages/flag-page.ts';
import { gatePage } from './catalogue-pages/gate-page.ts';
import { pluginPage } from './catalogue-pages/plugin-page.ts';
import { storagePage } from './catalogue-pages/storage-page.ts';
import type { GeneratedFile } from './generated-file.ts';
import { madeOf } from './hazard-docs.ts';

/** A page for each table of the knowledge, and an index of them. */
export function catalogueDocs(knowledge: Knowledge): readonly GeneratedFile[] {
  const pages = [apiPage, gatePage, flagPage, pluginPage, storagePage].map((page) => page(knowledge));
  return [...pages.map(drawCataloguePage), { path: 'docs/catalogues/README.md', text: index(pages) }];
}

function index(pages: readonly CataloguePage[]): string {
  return `${[
    madeOf('the tables of knowledge/'),
    '# Catalogues',
    `What Kubernetes itself lists: each release takes API versions, gates, flags and plugins away, and changes defaults and stored versions. The tables are ${code('knowledge/*.yaml')}, a row each with its source; ${code('npm run build')} compiles them into the tool, and ${code('holdshort lint')} holds them against each other and against [the hazards](../hazards/README.md). What a row means for a cluster ${code('holdshort check')} finds by itself; ${code('holdshort hazards')} lists the rows that a way crosses and ${code('holdshort explain')} prints one.`,
    table(
      ['Table', 'Rows', 'File'],
      pages.map(({ name, title, rows }) => [
        `[${title}](${name}.md)`,
        String(rows),
        code(`knowledge/${name}.yaml`),
      ]),
    ),
  ].join('\n\n')}\n`;
}
