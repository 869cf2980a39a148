/** A mapping whose shape nobody vouches for. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a mapping: neither a list nor null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of a mapping; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The items of a list; none of anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * A mapping with some of its fields changed, each where it stood; undefined leaves one out. Copied field by field: of many objects of many
 * shapes, V8 gives each that `...` copies a hidden class of its own, which is larger than the object (Node 20).
 */
export function changed(fields: Fields, changes: Fields): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name in fields) {
    if (!Object.hasOwn(changes, name)) copy[name] = fields[name];
    else if (changes[name] !== undefined) copy[name] = changes[name];
  }
  for (const name in changes) {
    if (!Object.hasOwn(fields, name) && changes[name] !== undefined) copy[name] = changes[name];
  }
  return copy;
}

/** Some fields of a mapping; those that are missing stay so. */
export function pick(fields: Fields, names: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of names) if (fields[name] !== undefined) picked[name] = fields[name];
  return picked;
}
