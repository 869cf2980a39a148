import { RE2JS } from 're2js';
import { CelStopped, fail } from '../values/failure.ts';

/** One match attempt may take as many steps as the program has instructions times the text has characters. */
const MAX_STEPS = 100_000_000;
/** A pattern's length times the most it repeats a part: about five times the instructions it becomes. */
const MAX_PROGRAM = 500_000;
const MAX_KEPT = 500;

const kept = new Map<string, RE2JS>();

/** A regular expression in RE2's dialect, which is Go's; the same text is compiled once. */
export function compileRegex(pattern: string): RE2JS {
  let regex = kept.get(pattern);
  if (regex === undefined) {
    regex = compile(pattern);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(pattern, regex);
  }
  return regex;
}

function compile(pattern: string): RE2JS {
  const repeats = Array.from(pattern.matchAll(/\{\d*,?(\d*)\}/g), ([text]) =>
    Math.max(...text.slice(1, -1).split(',').map(Number)),
  );
  if (pattern.length * Math.max(1, ...repeats) > MAX_PROGRAM)
    throw new CelStopped('a regular expression in it is too large');
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** Whether the pattern matches somewhere in the text. */
export function matchesRegex(text: string, pattern: string): boolean {
  const regex = compileRegex(pattern);
  boundWork(regex, text);
  return regex.matcher(text).find();
}

/**
 * What the pattern matches in the text, in order, at most so many times. As in Go, a match of nothing straight behind another match does
 * not count (`regexp/regexp.go`, allMatches).
 */
export function findRegex(text: string, pattern: string, limit: number): string[] {
  const regex = compileRegex(pattern);
  boundWork(regex, text);
  const matcher = regex.matcher(text);
  const found: string[] = [];
  let end = -1;
  while (found.length < limit && matcher.find()) {
    const match = matcher.group(0) ?? '';
    if (match !== '' || matcher.start() !== end) found.push(match);
    end = matcher.end();
  }
  return found;
}

function boundWork(regex: RE2JS, text: string): void {
  if (regex.programSize() * (text.length + 1) > MAX_STEPS)
    throw new CelStopped('a regular expression in it takes too long to match');
}
