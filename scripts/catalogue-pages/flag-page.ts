import { describeRemovedFlag } from '../../src/catalogues/flag-descriptions.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { code } from '../../src/report/markdown-text.ts';
import { type CataloguePage, section, sourceLinks } from './catalogue-page.ts';

/** Flags that components accept no more, by the release that ends them. */
export function flagPage({ flags, releases }: Knowledge): CataloguePage {
  return {
    name: 'flags',
    title: 'Flags that are accepted no more',
    rows: flags.flags.length,
    intro: [
      `One flag that a component does not define ends it at start, whatever its value. Of those marked, the binaries of the release and of the one before were asked. ${code('holdshort explain flag-removed/COMPONENT/FLAG')} tells more of a row.`,
    ],
    blocks: releases.flatMap(({ minor }) =>
      section(
        `## ${minor}`,
        ['Component', 'Flag', 'Asked', 'Source'],
        flags.flags
          .filter(({ removed }) => removed === minor)
          .map((row) => [
            code(row.component),
            code(`--${row.flag}`),
            row.measured === true ? 'yes' : '',
            sourceLinks(describeRemovedFlag(row, flags).sources.map(({ url }) => ({ url }))),
          ]),
      ),
    ),
  };
}
