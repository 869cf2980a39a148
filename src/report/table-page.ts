import type { Paint } from './ansi.ts';
import { displayWidth, padTo, wrap } from './wrap.ts';

/** What a part of the terminal report is drawn on. */
export interface Page {
  readonly width: number;
  readonly paint: Paint;
}

/**
 * Wraps a text under a label that hangs to its left, in lines of at most `width` columns.
 * @param right what stands at the right end of the last line, or on a line of its own where there is no room
 */
export function hanging(
  label: string,
  text: string,
  indent: number,
  width: number,
  right?: string,
): readonly string[] {
  const lines = wrap(text, width - indent).map(
    (line, index) => padTo(index === 0 ? label : '', indent) + line,
  );
  return right === undefined ? lines : withRight(lines, right, indent, width);
}

function withRight(
  lines: readonly string[],
  right: string,
  indent: number,
  width: number,
): readonly string[] {
  const last = lines.at(-1) ?? '';
  if (displayWidth(last) + 2 + displayWidth(right) <= width) {
    return [...lines.slice(0, -1), padTo(last, width - displayWidth(right)) + right];
  }
  const own = wrap(right, width - indent).map((line) => padTo('', width - displayWidth(line)) + line);
  return [...lines, ...own];
}
