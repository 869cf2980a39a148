/** `1.34`, `1.34 and 1.35`, `1.34, 1.35 and 1.36`; what is there twice is said once. */
export function joinWords(words: readonly string[]): string {
  const once = [...new Set(words)];
  return once.length < 2 ? (once[0] ?? '') : `${once.slice(0, -1).join(', ')} and ${once.at(-1)}`;
}
