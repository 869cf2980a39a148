/** Text as it may stand in HTML: what cannot be seen is shown, and no character is markup. */
import { commandLines, oneLine, paragraphs, printable } from './plain-text.ts';

const CODE = /`([^`]+)`/g;

/** A name or a value, as it stands in an element or in a quoted attribute. */
export function htmlText(text: string): string {
  return escaped(printable(text));
}

/** A sentence; what stands in backticks is code. */
export function htmlProse(text: string): string {
  return escaped(oneLine(text)).replace(CODE, '<code>$1</code>');
}

/** The paragraphs of a longer text. */
export function htmlParagraphs(text: string): string {
  return paragraphs(text)
    .map((paragraph) => `<p>${htmlProse(paragraph)}</p>`)
    .join('\n');
}

/** A name, value or id. */
export function htmlCode(text: string): string {
  return `<code>${htmlText(text.trim())}</code>`;
}

/** Commands as they stand; the script puts a button beside them. */
export function htmlCommand(text: string): string {
  return `<pre class="command"><code>${commandLines(text).map(escaped).join('\n')}</code></pre>`;
}

/** A source's address as a link; one that is not plainly an address is shown and not linked. */
export function htmlLink(label: string, url: string): string {
  const isSafe = /^https?:\/\/[\w.~:/?#@!$&+,;=%-]+$/.test(url);
  if (!isSafe) return `${htmlProse(label)}: ${htmlCode(url)}`;
  return `<a href="${escaped(url)}" rel="noopener noreferrer">${htmlProse(label)}</a>`;
}

/** A list, or nothing where there is nothing to list. The items are HTML. */
export function htmlList(items: readonly string[], tag: 'ul' | 'ol' = 'ul', name?: string): string {
  if (items.length === 0) return '';
  const kind = name === undefined ? '' : ` class="${name}"`;
  return `<${tag}${kind}>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</${tag}>`;
}

/** A table that scrolls by itself where it is wider than the page. Headings are plain words, cells are HTML. */
export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const heading = head.map((cell) => `<th scope="col">${cell}</th>`).join('');
  // A phone shows each cell under its heading.
  const cells = (list: readonly string[]) =>
    list.map((cell, index) => `<td data-label="${head[index] ?? ''}">${cell}</td>`).join('');
  return [
    '<div class="wide"><table>',
    `<thead><tr>${heading}</tr></thead>`,
    `<tbody>\n${rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n')}\n</tbody>`,
    '</table></div>',
  ].join('\n');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
