/** A field as zod names it: `['affects', 'versions', 0, 'introduced']`. */
export type FieldPath = readonly PropertyKey[];

/** `affects.versions[0].introduced`. */
export function formatField(field: FieldPath): string {
  return field.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
