import { isMap, isNode, LineCounter, parseDocument } from 'yaml';

/** A field as zod names it: `['affects', 'versions', 0, 'introduced']`. */
export type FieldPath = readonly PropertyKey[];

/**
 * Finds the lines of fields in a YAML text. A field that is missing has no line of its own: the nearest one that
 * encloses it stands for it.
 * @returns a function from a field to its line, counted from one
 */
export function locateFields(text: string): (field: FieldPath) => number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  return (field) => {
    for (let length = field.length; length >= 0; length--) {
      const offset = offsetOf(document, field.slice(0, length));
      if (offset !== undefined) return lines.linePos(offset).line;
    }
    return 1;
  };
}

function offsetOf(document: ReturnType<typeof parseDocument>, field: FieldPath): number | undefined {
  const last = field.at(-1);
  const parent: unknown = field.length === 0 ? undefined : document.getIn(field.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isNode(item.key) && String(item.key) === String(last));
    if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0];
  }
  const node: unknown = field.length === 0 ? document.contents : document.getIn(field, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

/** `affects.versions[0].introduced`. */
export function formatField(field: FieldPath): string {
  return field.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
