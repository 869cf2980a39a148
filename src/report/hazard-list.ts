import type { HazardEntry } from '../assessment/list-hazards.ts';
import { SEVERITIES } from '../severity.ts';
import { oneLine, printable } from './plain-text.ts';
import { hanging } from './table-page.ts';
import { padTo } from './wrap.ts';

const WIDEST = 110;

/** What a list of hazards says of its path. */
export interface ListedPath {
  readonly from: string;
  readonly to: string;
}

/** Draws what a path can meet: worst first, an id and its title each. */
export function drawHazardList(entries: readonly HazardEntry[], path: ListedPath, columns = 100): string {
  const width = Math.min(columns, WIDEST);
  const hazards = entries.filter(({ kind }) => kind === 'hazard');
  const writes = entries.filter(({ kind }) => kind === 'write');
  const lines = [
    ...SEVERITIES.flatMap((severity) =>
      section(
        severity.toUpperCase(),
        hazards.filter((entry) => entry.severity === severity),
        width,
      ),
    ),
    ...section('WRITES OF THE UPGRADE, which no webhook or policy may stop', writes, width),
  ];
  const head = `${path.from} → ${path.to}: ${hazards.length} hazards that this way can meet in some cluster or other, and ${writes.length} writes of its own.`;
  const foot =
    'holdshort explain ID says what one of them is; holdshort check says which of them a cluster meets.';
  return `${[...hanging('', head, 0, width), ...lines, '', ...hanging('', foot, 0, width)].join('\n')}\n`;
}

function section(title: string, entries: readonly HazardEntry[], width: number): readonly string[] {
  if (entries.length === 0) return [];
  return [
    '',
    ...hanging('', `${title} (${entries.length})`, 0, width),
    ...entries.flatMap((entry) => drawEntry(entry, width)),
  ];
}

function drawEntry(entry: HazardEntry, width: number): readonly string[] {
  const right = `${printable(entry.component)} · ${hopsText(entry)}${entry.found === 'asked' ? ' · asked' : ''}`;
  const id = padTo('', 2) + printable(entry.id);
  const fits = id.length + 2 + right.length <= width;
  const heading = fits ? [padTo(id, width - right.length) + right] : [id, ...hanging('', right, 6, width)];
  return [...heading, ...hanging('', oneLine(entry.title), 4, width)];
}

/** `1.32 → 1.33`, or the first and the last of several. */
function hopsText({ hops }: HazardEntry): string {
  const minor = (version: string) => version.split('.').slice(0, 2).join('.');
  const first = hops[0];
  const last = hops.at(-1);
  if (first === undefined || last === undefined) return '';
  if (hops.length === 1) return `${minor(first.from)} → ${minor(first.to)}`;
  return `${hops.length} hops, ${minor(first.from)} → ${minor(last.to)}`;
}
