/** A text without those of the given characters that it ends in. A regular expression that looks for them begins anew at each of them, and so takes quadratic time. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] ?? '\n')) end -= 1;
  return text.slice(0, end);
}
