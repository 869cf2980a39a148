/** How many texts are remembered at least; what has not come again among so many is forgotten. */
const REMEMBERED = 5000;

/** A function that gives the first value that came with a text, for as long as it remembers: most texts of a big list come once. */
export function rememberTexts(): (text: string, value: unknown) => unknown {
  let young = new Map<string, unknown>();
  let old = new Map<string, unknown>();
  return (text, value) => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const kept = old.get(text) ?? value;
    if (young.size >= REMEMBERED) {
      old = young;
      young = new Map();
    }
    young.set(text, kept);
    return kept;
  };
}
