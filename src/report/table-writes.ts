import CliTable3 from 'cli-table3';
import type { StoppedWrite } from '../assessment/finding.ts';
import { oneLine, printable, shorten } from './plain-text.ts';
import { firstOf } from './wording.ts';
import { wrap } from './wrap.ts';
import { groupWrites, outcomeText, type WriteGroup } from './write-groups.ts';

/** Names of one kind that the terminal lists; the JSON report has all. */
const MOST_NAMES = 4;

/** Characters of a cell: some eight lines at 80 columns. */
const LONGEST_CELL = 300;

/** Draws the writes of a finding, one table for each writer. */
export function writesTable(writes: readonly StoppedWrite[], width: number): readonly string[] {
  const groups = groupWrites(writes);
  const writers = [...new Set(groups.map(({ actor, user }) => JSON.stringify([actor, user])))];
  return writers.flatMap((writer) =>
    drawn(
      groups.filter(({ actor, user }) => JSON.stringify([actor, user]) === writer),
      width,
    ),
  );
}

function drawn(groups: readonly WriteGroup[], width: number): readonly string[] {
  const several = new Set(groups.flatMap((group) => group.entering)).size > 1;
  const same = groups.every((group) => group.outcome === 'denied');
  const widths = columnWidths(width);
  const [write = 0, fate = 0] = widths.map((column) => column - 2);
  const table = new CliTable3({ colWidths: widths, style: { head: [], border: [] } });
  const head = linesOf(fitted(writerOf(groups), write), [same ? 'if it is denied' : 'what happens']);
  const rows = groups.flatMap((group) =>
    linesOf(
      [...fitted(titleOf(group, several), write), ...namesOf(group, write)],
      fitted(oneLine(same ? group.ifDenied : outcomeText(group)), fate),
    ),
  );
  table.push(...head, ...rows);
  return onlyRule(table.toString(), head.length).map((line) => `   ${line}`);
}

/** Each line is a row of its own: cli-table3 takes time with the cube of a cell's lines. */
function linesOf(left: readonly string[], right: readonly string[]): string[][] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, line) => [
    left[line] ?? '',
    right[line] ?? '',
  ]);
}

/** The user tells it all where it carries the writer's name. */
function writerOf([first]: readonly WriteGroup[]): string {
  const { actor = '', user = '' } = first ?? {};
  const who = user.includes(actor.replace(/^kube-/, '')) ? user : `${actor} as ${user}`;
  return oneLine(`write by ${who}`);
}

function titleOf(group: WriteGroup, several: boolean): string {
  return oneLine(several ? `${group.title} (${group.entering.join(', ')})` : group.title);
}

/** As many names as two lines hold. */
function namesOf({ names }: WriteGroup, width: number): readonly string[] {
  const safe = names.map((name) => shorten(printable(name), LONGEST_CELL));
  const lists = Array.from({ length: MOST_NAMES }, (_, left) => firstOf(safe, MOST_NAMES - left));
  const lines = lists.map((list) => wrap(list, width - 2)).find((list) => list.length <= 2);
  return (lines ?? wrap(firstOf(safe, 0), width - 2)).map((line) => `  ${line}`);
}

function columnWidths(width: number): [number, number] {
  const room = width - 3;
  const fate = Math.max(31, Math.floor(room * 0.4));
  return [room - fate, fate];
}

/** A cell holds a sentence and not somebody's document. */
function fitted(cell: string, width: number): readonly string[] {
  return wrap(shorten(cell, LONGEST_CELL), width);
}

/** Rules between the lines say nothing that the lines do not; the one under the head stays. */
function onlyRule(table: string, after: number): readonly string[] {
  let rules = 0;
  return table.split('\n').filter((line) => {
    if (!line.startsWith('├')) return true;
    rules += 1;
    return rules === after;
  });
}
