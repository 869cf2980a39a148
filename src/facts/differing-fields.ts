import { isFields } from './fields.ts';
/** Fields in which two JSON values differ, the least part of each: `spec.replicas`, `webhooks[0].rules`. A field that one of them lacks counts as a whole. */
export function differingFields(before: unknown, after: unknown, path = ''): readonly string[] {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => differingFields(item, after[index], `${path}[${index}]`));
  }
  if (isFields(before) && isFields(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differingFields(before[key], after[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return Object.is(before, after) ? [] : [path];
}
