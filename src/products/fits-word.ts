import type { Word } from '../knowledge/shapes/product.ts';

/** Whether a name is as a pattern says: in whole, at its beginning, at its end, or somewhere in it. */
export function fitsWord(name: string, word: Word): boolean {
  if ('exact' in word) return name === word.exact;
  if ('prefix' in word) return name.startsWith(word.prefix);
  if ('suffix' in word) return name.endsWith(word.suffix);
  return name.includes(word.contains);
}

/** Whether any of the names fits any of the patterns; without patterns, any names do. */
export function someFits(names: readonly string[], words: readonly Word[] | undefined): boolean {
  return words === undefined || names.some((name) => words.some((word) => fitsWord(name, word)));
}
