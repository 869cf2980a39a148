/** What Go and strings.quote() of CEL write with a backslash. */
export const GO_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

/** A text in quotes as Go writes it. */
export function quoteGo(text: string): string {
  return `"${Array.from(text, escapeGo).join('')}"`;
}

function escapeGo(character: string): string {
  const simple = GO_ESCAPES.get(character);
  if (simple !== undefined) return simple;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}]/u.test(character) && character !== ' '
    ? unicodeEscape(code)
    : character;
}

function unicodeEscape(code: number): string {
  return code <= 0xffff
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
}
