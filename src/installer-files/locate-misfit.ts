import { isMap, isNode, LineCounter, parseAllDocuments } from 'yaml';
import type { Misfit } from './fields.ts';

/** Finds the line of a misfit in the text of its file; a field that is missing has that of the nearest one around it. */
export function locateMisfit(text: string, { document, path }: Misfit): number {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false });
  const found = Array.isArray(documents) ? documents[document] : undefined;
  if (found === undefined) return 1;
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = length === 1 ? found.contents : found.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isNode(key) && String(key) === String(last))
      : undefined;
    const node: unknown =
      pair !== undefined && isNode(pair.key) ? pair.key : found.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return lines.linePos(node.range[0]).line;
  }
  const start = found.contents?.range?.[0];
  return start === undefined ? 1 : lines.linePos(start).line;
}

/** `cluster.apiServer.extraArgs[0]`. */
export function formatPath(path: Misfit['path']): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}
