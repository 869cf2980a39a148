import type { Verdict } from '../assessment/assessment.ts';
import type { ComparedReport } from './compared-report.ts';
import type { Change, Comparison } from './comparison.ts';
import { findingChanges } from './finding-changes.ts';
import { matchById } from './match-by-id.ts';

type Question = ComparedReport['questions'][number];
type Gap = ComparedReport['notChecked'][number];

const RANK: Readonly<Record<Verdict, number>> = { GO: 0, UNDETERMINED: 1, 'NO-GO': 2 };

/** Holds a newer report against an older one of the same cluster. */
export function compareReports(older: ComparedReport, newer: ComparedReport): Comparison {
  const changes = [
    ...findingChanges(older.findings, newer.findings),
    ...questionChanges(older.questions, newer.questions),
    ...gapChanges(older.notChecked, newer.notChecked),
  ];
  return {
    since: { time: older.time, verdict: older.verdict },
    inputs: inputsOf(older, newer),
    changes: [...changes.filter(({ isLoud }) => isLoud), ...changes.filter(({ isLoud }) => !isLoud)],
    isLoud: changes.some(({ isLoud }) => isLoud) || RANK[newer.verdict] > RANK[older.verdict],
  };
}

function inputsOf(older: ComparedReport, newer: ComparedReport): readonly string[] {
  const pairs: readonly (readonly [string, string, string])[] = [
    ['cluster', older.cluster.name, newer.cluster.name],
    ['source', older.from, newer.from],
    ['target', older.to, newer.to],
    ['objects assumed as applied', assumedIn(older), assumedIn(newer)],
    ['webhook backends', older.backends, newer.backends],
    ['tool', older.tool.version, newer.tool.version],
    ['knowledge', older.knowledge.version, newer.knowledge.version],
  ];
  return pairs.flatMap(([what, before, after]) => (before === after ? [] : [`${what} ${before} → ${after}`]));
}

function assumedIn({ assumed = [] }: ComparedReport): string {
  return String(assumed.length);
}

function questionChanges(older: readonly Question[], newer: readonly Question[]): readonly Change[] {
  return matchById(older, newer, ({ hazard }) => hazard).flatMap(({ id, before, after }): Change[] => {
    const { title, severity } = (after ?? before) as Question;
    const change = { about: 'question', id, title, severity } as const;
    if (after === undefined) return [{ ...change, state: 'gone', says: [], isLoud: false }];
    const isOpen = after.answer === undefined;
    const isLoud = isOpen && severity === 'blocker';
    if (before === undefined) return [{ ...change, state: 'new', says: [], isLoud }];
    const says = [
      ...(before.severity === severity ? [] : [`${before.severity} → ${severity}`]),
      ...(answerOf(before) === answerOf(after) ? [] : [`${answerOf(before)} → ${answerOf(after)}`]),
    ];
    return says.length === 0 ? [] : [{ ...change, state: 'changed', says, isLoud }];
  });
}

function answerOf({ answer }: Question): string {
  if (answer === undefined) return 'not answered';
  return answer.affected ? 'affected' : 'not affected';
}

/** What was not checked for two reasons is two gaps, and one that may hide a blocker is another than one that may not. */
function gapChanges(older: readonly Gap[], newer: readonly Gap[]): readonly Change[] {
  const keyOf = ({ what, mayHideBlocker }: Gap) => JSON.stringify([what, mayHideBlocker]);
  return matchById(older, newer, keyOf).flatMap(({ before, after }): Change[] => {
    if (before !== undefined && after !== undefined) return [];
    const { what, because, mayHideBlocker } = (after ?? before) as Gap;
    const change = { about: 'gap', id: what, title: what } as const;
    if (after === undefined) return [{ ...change, state: 'gone', says: [], isLoud: false }];
    const says = [because, ...(mayHideBlocker ? ['a blocker could hide here'] : [])];
    return [{ ...change, state: 'new', says, isLoud: mayHideBlocker }];
  });
}
