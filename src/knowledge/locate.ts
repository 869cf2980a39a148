import { isAlias, isMap, isNode, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { FieldPath } from './field-path.ts';

/**
 * Finds the lines of fields in a YAML text. A field that is missing has no line of its own: the nearest one that
 * encloses it stands for it.
 * @returns a function from a field to its line, counted from one
 */
export function locateFields(text: string): (field: FieldPath) => number {
  const lines = new LineCounter();
  // Whoever read the text compared its keys; each with each, as here, takes long where there are many.
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false });
  // A file of thousands of mistakes is looked through once, not once for each.
  const indexes = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairIn = (map: YAMLMap, key: string): Pair | undefined => {
    const index = indexes.get(map) ?? new Map(map.items.map((pair) => [String(pair.key), pair]));
    indexes.set(map, index);
    return index.get(key);
  };
  return (field) => {
    let node: unknown = document.contents;
    let offset = offsetOf(node);
    for (const part of field) {
      const here = isAlias(node) ? node.resolve(document) : node;
      const pair = isMap(here) ? pairIn(here, String(part)) : undefined;
      node = isSeq(here) ? here.items[Number(part)] : pair?.value;
      const own = offsetOf(pair?.key) ?? offsetOf(node);
      if (own === undefined) break;
      offset = own;
    }
    return offset === undefined ? 1 : lines.linePos(offset).line;
  };
}

/** The same for several files, each of which is looked through once. */
export function locateInFiles(): (file: { readonly text: string }, field: FieldPath) => number {
  const known = new Map<object, ReturnType<typeof locateFields>>();
  return (file, field) => {
    const lineOf = known.get(file) ?? locateFields(file.text);
    known.set(file, lineOf);
    return lineOf(field);
  };
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
