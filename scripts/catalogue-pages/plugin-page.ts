import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { AdmissionPlugin } from '../../src/knowledge/shapes/admission-plugins.ts';
import { code } from '../../src/report/markdown-text.ts';
import { type CataloguePage, section, sourceLinks } from './catalogue-page.ts';

/** The admission plugins of kube-apiserver, and when they came and went. */
export function pluginPage({ admissionPlugins: { plugins, sources }, releases }: Knowledge): CataloguePage {
  const links = ({ source, read }: AdmissionPlugin) =>
    sourceLinks([{ url: (sources[source] ?? '').replace('{read}', read) }]);
  return {
    name: 'admission-plugins',
    title: 'Admission plugins',
    rows: plugins.length,
    intro: [
      `The plugins that are compiled into kube-apiserver. Naming one that is not there ends it at start, whether the plugin is to be enabled or disabled. ${code('holdshort explain admission-plugin-removed/NAME')} tells more of those that went.`,
    ],
    blocks: [
      ...releases.flatMap(({ minor }) => {
        const came = section(
          `### ${minor} brings`,
          ['Plugin', 'Does nothing without', 'Source'],
          plugins
            .filter(({ since }) => since === minor)
            .map((row) => [
              code(row.name),
              row.gate === undefined ? '' : `gate ${code(row.gate)}`,
              links(row),
            ]),
        );
        const went = section(
          `### ${minor} does not have any more`,
          ['Plugin', 'Source'],
          plugins.filter(({ removed }) => removed === minor).map((row) => [code(row.name), links(row)]),
        );
        return came.length + went.length === 0 ? [] : [`## ${minor}`, ...came, ...went];
      }),
      ...section(
        '## There all along',
        ['Plugin', 'Source'],
        plugins
          .filter(({ since, removed }) => since === undefined && removed === undefined)
          .map((row) => [code(row.name), links(row)]),
      ),
    ],
  };
}
