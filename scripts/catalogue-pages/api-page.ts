import { apiVersionOf, describeRemovedApi } from '../../src/catalogues/api-descriptions.ts';
import { describeUnregistered } from '../../src/catalogues/runtime-config-findings.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { code } from '../../src/report/markdown-text.ts';
import { type CataloguePage, section, sourceLinks } from './catalogue-page.ts';

/** API versions that are served no more, by the release that ends them. */
export function apiPage({ apis }: Knowledge): CataloguePage {
  const minors = [...new Set([...apis.apis, ...apis.unregistered].map(({ removed }) => removed))].sort(
    (a, b) => Number(a.slice(2)) - Number(b.slice(2)),
  );
  return {
    name: 'apis',
    title: 'API versions that are served no more',
    rows: apis.apis.length + apis.unregistered.length,
    intro: [
      `Requests for these get the answer 404 from the release on under which they stand. Those marked *off* were never served by default. ${code('holdshort explain api-removed/GROUP/VERSION/RESOURCE')} tells more of a row; the core group is ${code('core')}.`,
      `Where a release also drops the types, ${code('--runtime-config')} may not name the version any more, or kube-apiserver ends: ${code('holdshort explain runtime-config-removed/GROUP/VERSION')}.`,
    ],
    blocks: minors.flatMap((minor) => [
      ...section(
        `## ${minor}`,
        ['API version', 'Kind', 'Default', 'Successor', 'Source'],
        apis.apis
          .filter(({ removed }) => removed === minor)
          .map((row) => [
            code(apiVersionOf(row)),
            code(row.kind),
            `${row.default ? 'on' : 'off'}${row.gate === undefined ? '' : `, gate ${code(row.gate)}`}`,
            row.replacement === undefined
              ? 'none'
              : code(
                  `${row.replacement.apiVersion}${row.replacement.kind === row.kind ? '' : ` ${row.replacement.kind}`}`,
                ),
            sourceLinks(describeRemovedApi(row, apis).sources),
          ]),
      ),
      ...section(
        apis.apis.some(({ removed }) => removed === minor)
          ? `### ${minor}: no longer for --runtime-config`
          : `## ${minor}: no longer for --runtime-config`,
        ['API version', 'Source'],
        apis.unregistered
          .filter(({ removed }) => removed === minor)
          .map((row) => [code(apiVersionOf(row)), sourceLinks(describeUnregistered(row, apis).sources)]),
      ),
    ]),
  };
}
