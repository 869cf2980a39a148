/** The ids that somebody may have meant: those that contain the words of the text, else those that are written nearly so. */
export function nearIds(text: string, ids: readonly string[], most = 3): readonly string[] {
  const wanted = text.toLowerCase();
  const containing = ids.filter((id) => id.toLowerCase().includes(wanted));
  if (wanted !== '' && containing.length > 0) return containing.slice(0, most);
  return ids
    .map((id) => ({ id, distance: distanceOf(wanted, id.toLowerCase()) }))
    .filter(({ id, distance }) => distance <= Math.max(2, id.length / 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ id }) => id);
}

/** Levenshtein's: how many letters must be put in, left out or changed. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const change = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
