import { printable } from './plain-text.ts';

/** Text as it may stand in an XML element or attribute: what XML 1.0 forbids is shown as an escape, and no character is markup. */
export function xmlText(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
