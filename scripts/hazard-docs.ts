import { explainHazard } from '../src/assessment/explain-hazard.ts';
import { playCase } from '../src/commands/play-case.ts';
import { questionOf } from '../src/detectors/detect.ts';
import type { Compiled } from '../src/knowledge/compile.ts';
import type { HazardFile } from '../src/knowledge/shapes/hazard.ts';
import { type HazardExample, hazardMarkdown } from '../src/report/hazard-markdown.ts';
import { code, prose, table } from '../src/report/markdown-text.ts';
import { SEVERITIES } from '../src/severity.ts';
import type { GeneratedFile } from './generated-file.ts';
import { minorOfHazard } from './hazard-minor.ts';

/** A page for each hazard, and an index of them by minor and by component. */
export function hazardDocs({ knowledge, hazards }: Compiled): readonly GeneratedFile[] {
  const pages = hazards.map(({ file, hazard }): GeneratedFile => {
    const explanation = explainHazard(knowledge, hazard.id);
    if (explanation === undefined) throw new Error(`${hazard.id} cannot be explained`);
    const text = hazardMarkdown(explanation, exampleOf(hazard, knowledge.releases));
    return { path: `docs/hazards/${hazard.id}.md`, text: `${madeOf(`knowledge/${file.path}`)}\n\n${text}\n` };
  });
  return [...pages, { path: 'docs/hazards/README.md', text: index(hazards.map(({ hazard }) => hazard)) }];
}

/** The line that keeps people from editing what is made. */
export function madeOf(source: string): string {
  return `<!-- Made by \`npm run generate\` from ${source}; do not edit. -->`;
}

/** What check says of the first case that hits; of a question, where it matters. */
function exampleOf(
  hazard: HazardFile,
  releases: Compiled['knowledge']['releases'],
): HazardExample | undefined {
  const wanted = questionOf(hazard.detect) === undefined ? 'hit' : 'unknown';
  const proof = hazard.cases.find(({ expect }) => expect === wanted);
  const played = proof === undefined ? undefined : playCase(hazard, proof, releases);
  if (proof === undefined || played === undefined || 'problem' in played) return undefined;
  const says = played.findings[0] ?? played.questions[0];
  return says === undefined ? undefined : { cluster: proof.name, path: proof.path, says };
}

function index(hazards: readonly HazardFile[]): string {
  const byMinor = groupsOf(hazards, minorOfHazard);
  const byComponent = [...groupsOf(hazards, ({ component }) => component)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return `${[
    madeOf('knowledge/hazards/'),
    '# Hazards',
    `${hazards.length} hazards have a page each. What is only a row of [a table](../catalogues/README.md) (removed APIs, feature gates, flags, admission plugins, stored versions) and the writes of the upgrade itself have none; ${code('holdshort hazards')} lists them, ${code('holdshort explain')} prints them, [coverage](../coverage.md) counts them.`,
    '## By the minor that brings them',
    ...[...byMinor].flatMap(([minor, list]) => [`### ${minor}`, listOf(list, 'component')]),
    '## By component',
    ...byComponent.flatMap(([component, list]) => [`### ${prose(component)}`, listOf(list, 'minor')]),
  ].join('\n\n')}\n`;
}

function listOf(hazards: readonly HazardFile[], beside: 'component' | 'minor'): string {
  const rows = [...hazards]
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : 1))
    .map((hazard) => [
      hazard.severity,
      `[${hazard.id}](${hazard.id}.md): ${prose(hazard.title)}`,
      beside === 'minor' ? minorOfHazard(hazard) : prose(hazard.component),
      questionOf(hazard.detect) === undefined ? 'detected' : 'asked',
    ]);
  return table(['Severity', 'Hazard', beside === 'minor' ? 'Minor' : 'Component', 'Found'], rows);
}

function groupsOf(
  hazards: readonly HazardFile[],
  keyOf: (hazard: HazardFile) => string,
): ReadonlyMap<string, readonly HazardFile[]> {
  const groups = new Map<string, HazardFile[]>();
  for (const hazard of hazards) groups.set(keyOf(hazard), [...(groups.get(keyOf(hazard)) ?? []), hazard]);
  return groups;
}
