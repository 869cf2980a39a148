import { jsonNumber } from '../cel/cel.ts';

/** A number that JSON.parse would change: whole ones with a fraction or an exponent, and those of many digits. */
const MAY_CHANGE = /\d\.\d|\d[eE][-+\d]|\d{16}/;
/** The end of a string is always there; that it may be missing keeps the search linear. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

/**
 * Reads JSON as the API server does: a number with a fraction or an exponent is no integer, even where it is whole, and integers of 64 bits
 * are exact (apimachinery `pkg/util/json/json.go`). JSON.parse tells neither, so such numbers are marked in the text first.
 * @throws SyntaxError where it is no JSON
 */
export function parseExactJson(text: string): unknown {
  const plain: unknown = JSON.parse(text);
  if (!MAY_CHANGE.test(text)) return plain;
  // Longer than any run of this character that the text holds, so that no string of its own begins with it.
  const mark = '\ue000'.repeat(1 + (text.match(/\ue000|\\ue000/gi) ?? []).length);
  const marked = text.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"${mark}${token}"`,
  );
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? jsonNumber(value.slice(mark.length)) : value,
  );
}
