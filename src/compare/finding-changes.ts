import { SEVERITIES, type Severity } from '../severity.ts';
import { objectText } from '../waivers/waiver-remark.ts';
import type { ComparedReport } from './compared-report.ts';
import type { Change } from './comparison.ts';
import { matchById } from './match-by-id.ts';

type Finding = ComparedReport['findings'][number];

/** Objects that a change writes out. */
const MOST_NAMED = 5;

/** Worth waking somebody for; the rest is told and stays quiet. */
const GRAVE: readonly Severity[] = ['blocker', 'disruptive'];

/** Findings that are new, gone or not what they were. */
export function findingChanges(older: readonly Finding[], newer: readonly Finding[]): readonly Change[] {
  return matchById(older, newer, ({ id }) => id).flatMap(({ id, before, after }): Change[] => {
    const { title, severity, outcome } = (after ?? before) as Finding;
    const change = { about: 'finding', id, title, severity, outcome } as const;
    if (after === undefined) return [{ ...change, state: 'gone', says: [], isLoud: false }];
    const counts = GRAVE.includes(severity) && after.waived === undefined;
    if (before === undefined) return [{ ...change, state: 'new', says: waivedClause(after), isLoud: counts }];
    const differences = differencesOf(before, after);
    if (differences.length === 0) return [];
    return [
      {
        ...change,
        state: 'changed',
        says: differences.map(({ says }) => says),
        isLoud: counts && differences.some(({ isWorse }) => isWorse),
      },
    ];
  });
}

interface Difference {
  readonly says: string;
  readonly isWorse: boolean;
}

function differencesOf(before: Finding, after: Finding): readonly Difference[] {
  const differences: Difference[] = [];
  const add = (says: string, isWorse: boolean) => differences.push({ says, isWorse });
  if (before.severity !== after.severity) {
    const isWorse = SEVERITIES.indexOf(after.severity) < SEVERITIES.indexOf(before.severity);
    add(`${before.severity} → ${after.severity}`, isWorse);
  }
  if (before.outcome !== after.outcome) {
    add(
      after.outcome === 'hit' ? 'it is certain now' : 'it cannot be told any more',
      after.outcome === 'hit',
    );
  }
  if (before.waived !== undefined && after.waived === undefined) add('no longer waived', true);
  if (before.waived === undefined) for (const clause of waivedClause(after)) add(clause, false);
  const more = newObjects(before, after);
  if (more.length > 0) add(`also on ${namesText(more)}`, true);
  const fewer = newObjects(after, before);
  if (fewer.length > 0) add(`no longer on ${namesText(fewer)}`, false);
  return differences;
}

function waivedClause({ waived }: Finding): readonly string[] {
  return waived === undefined ? [] : [`waived by ${waived.owner} until ${waived.expires}`];
}

/** Objects that the second was seen on and the first was not, or not as often: a configuration can hold several webhooks. */
function newObjects(first: Finding, second: Finding): readonly string[] {
  const known = countsOf(first);
  return [...countsOf(second)].flatMap(([name, count]) => (count > (known.get(name) ?? 0) ? [name] : []));
}

function countsOf({ evidence }: Finding): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { object } of evidence) {
    if (object === undefined) continue;
    const name = objectText(object);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function namesText(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
