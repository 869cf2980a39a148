import { describeCatalogues } from '../src/catalogues/catalogue.ts';
import { questionOf } from '../src/detectors/detect.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import type { Write } from '../src/knowledge/shapes/writes.ts';
import { code, prose, table } from '../src/report/markdown-text.ts';
import type { GeneratedFile } from './generated-file.ts';
import { madeOf } from './hazard-docs.ts';
import { minorOfHazard } from './hazard-minor.ts';

/** How much is known of each minor: hazards, rows of tables, writes. */
export function coverage(knowledge: Knowledge): GeneratedFile {
  const { releases, hazards, products, addons } = knowledge;
  const rows = describeCatalogues(knowledge);
  const kinds = [...new Set(rows.map(({ id }) => kindOf(id)))].sort();
  const minors = releases.map(({ minor }) => minor);
  const writes = knowledge.writes.flatMap(({ actor, writes }) => writes.map((write) => ({ actor, write })));
  const counts = minors.map((minor) => {
    const own = hazards.filter((hazard) => minorOfHazard(hazard) === minor);
    const asked = own.filter(({ detect }) => questionOf(detect) !== undefined).length;
    return [
      own.length,
      own.length - asked,
      asked,
      own.filter(({ severity }) => severity === 'blocker').length,
      ...kinds.map((kind) => rows.filter((row) => kindOf(row.id) === kind && row.minor === minor).length),
      writes.filter(({ write }) => minorOfWrite(write) === minor).length,
    ];
  });
  const sums = (counts[0] ?? []).map((_, column) => counts.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  const every = writes.filter(({ write }) => minorOfWrite(write) === undefined);
  const text = [
    madeOf('knowledge/'),
    '# Coverage',
    `Knowledge ${code(knowledge.version)}. What lies beyond ${minors.at(-1)} is not known: such a target is UNDETERMINED.`,
    'Hazards and rows count for the minor that brings them, writes for the minor whose upgrade makes them.',
    table(
      ['Minor', 'Hazards', 'detected', 'asked', 'blockers', ...kinds.map(code), 'Writes'],
      [
        ...minors.map((minor, index) => [minor, ...(counts[index] ?? []).map(String)]),
        ['all', ...sums.map(String)],
      ],
    ),
    `Beside these, ${every.length} writes belong to every upgrade or to minors before ${minors[0]}. Writes by who makes them:`,
    table(
      ['Actor', 'Writes'],
      knowledge.writes.map(({ actor, writes }) => [prose(actor), String(writes.length)]),
    ),
    'Release notes that were read note by note, each for a hazard or a reason why it is none:',
    table(
      ['Minor', 'Read'],
      releases.map(({ minor, notesRead = 'none' }) => [minor, prose(notesRead)]),
    ),
    `${products.length} products are recognised by their webhooks, ${addons.length} add-ons by what runs.`,
  ].join('\n\n');
  return { path: 'docs/coverage.md', text: `${text}\n` };
}

function kindOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

/** Undefined where every upgrade makes it, or those into minors that the table does not hold. */
function minorOfWrite({ when }: Write): string | undefined {
  if ('every' in when) return undefined;
  return minorOfHazard({ affects: { trigger: when.trigger, versions: when.versions } });
}
