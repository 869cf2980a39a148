/** A regular expression as a source file writes it. */
export interface SourceLiteral {
  readonly source: string;
  readonly flags: string;
  readonly line: number;
}

/** After one of these a slash begins a regular expression; after a name, a number or a closing bracket it divides. */
const BEFORE_EXPRESSION = /(?:^|[=(,:[!&|?{};+\-*%<>~^]|\breturn|\btypeof|\bcase|\bin|\bof|=>)\s*$/;

/** Finds the regular expressions of a TypeScript text, past its comments, strings and templates. */
export function regularExpressionsIn(text: string): readonly SourceLiteral[] {
  const found: SourceLiteral[] = [];
  const templates: number[] = [];
  let at = text.startsWith('#!') ? endOf(text, '\n', 0) : 0;
  let braces = 0;
  while (at < text.length) {
    const two = text.slice(at, at + 2);
    const one = text[at] ?? '';
    if (two === '//') at = endOf(text, '\n', at);
    else if (two === '/*') at = endOf(text, '*/', at + 2);
    else if (one === "'" || one === '"') at = endOfQuoted(text, one, at);
    else if (one === '`' || (one === '}' && templates.at(-1) === braces)) {
      if (one === '}') templates.pop();
      const next = endOfTemplate(text, at + 1);
      if (next.opens) templates.push(braces);
      at = next.at;
    } else if (one === '/' && BEFORE_EXPRESSION.test(text.slice(Math.max(0, at - 40), at))) {
      const end = endOfExpression(text, at);
      const flags = /^[a-z]*/.exec(text.slice(end))?.[0] ?? '';
      found.push({ source: text.slice(at + 1, end - 1), flags, line: text.slice(0, at).split('\n').length });
      at = end + flags.length;
    } else {
      if (one === '{') braces += 1;
      if (one === '}') braces -= 1;
      at += 1;
    }
  }
  return found;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

function endOfQuoted(text: string, quote: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** A template ends, or opens an expression. */
function endOfTemplate(text: string, from: number): { readonly at: number; readonly opens: boolean } {
  let at = from;
  while (at < text.length) {
    if (text[at] === '`') return { at: at + 1, opens: false };
    if (text.startsWith('${', at)) return { at: at + 2, opens: true };
    at += text[at] === '\\' ? 2 : 1;
  }
  return { at, opens: false };
}

function endOfExpression(text: string, from: number): number {
  let at = from + 1;
  let isInClass = false;
  while (at < text.length && (isInClass || text[at] !== '/')) {
    if (text[at] === '[') isInClass = true;
    if (text[at] === ']') isInClass = false;
    at += text[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}
