import { UsageError } from '../errors.ts';
import { rangesText } from './wording.ts';

/** A part of a document that stays whole or is left out whole. */
export interface Block {
  readonly text: string;
  /** What may take its place when room is short, in the order in which it may. */
  readonly cuts?: readonly Cut[];
}

export interface Cut {
  /** Lower ranks are cut first. */
  readonly rank: number;
  /** What stays; empty where nothing does. */
  readonly text: string;
  /** What is lost, `the evidence`, and of which finding. */
  readonly loses: string;
  readonly finding?: number;
}

/**
 * Joins blocks into a document of at most `maxSize` bytes: cuts whole blocks, the least important first, and says in a note what was cut.
 * @throws UsageError if the document does not fit even with everything cut that may be
 */
export function fitSize(blocks: readonly Block[], maxSize: number | undefined): string {
  const whole = joined(blocks.map(({ text }) => text));
  if (maxSize === undefined || bytesOf(whole) <= maxSize) return whole;
  const texts = blocks.map(({ text }) => text);
  const made: Cut[] = [];
  for (const { cut, index } of inOrder(blocks)) {
    texts[index] = cut.text;
    made.push(cut);
    const document = joined([...texts, noteOf(made, maxSize)]);
    if (bytesOf(document) <= maxSize) return document;
  }
  const least = bytesOf(joined([...texts, noteOf(made, maxSize)]));
  throw new UsageError(
    `--max-size ${maxSize}: even the shortest report of this cluster takes ${least} bytes. Give ${least} or more.`,
  );
}

function inOrder(blocks: readonly Block[]): readonly { readonly cut: Cut; readonly index: number }[] {
  return blocks
    .flatMap(({ cuts = [] }, index) => cuts.map((cut) => ({ cut, index })))
    .sort((a, b) => a.cut.rank - b.cut.rank);
}

function noteOf(cuts: readonly Cut[], maxSize: number): string {
  const findings = new Map<string, number[]>();
  for (const { loses, finding } of cuts) {
    findings.set(loses, [...(findings.get(loses) ?? []), ...(finding === undefined ? [] : [finding])]);
  }
  const clauses = [...findings].map(([loses, numbers]) =>
    numbers.length === 0 ? loses : `${loses} of ${rangesText(numbers.sort((a, b) => a - b))}`,
  );
  return `_Left out to stay within ${maxSize} bytes: ${clauses.join('; ')}. The JSON report has all of it._`;
}

function joined(texts: readonly string[]): string {
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
