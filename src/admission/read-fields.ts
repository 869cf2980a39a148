/** Reads fields of Kubernetes objects whose shape nobody vouches for: what is not as it should be reads as absent. */
import { fieldsOf, listOf } from '../facts/fields.ts';
import type { LabelSelector } from './label-selector.ts';

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}

export function textOf(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

export function selectorOf(value: unknown): LabelSelector | undefined {
  if (value === undefined || value === null) return undefined;
  const { matchLabels, matchExpressions } = fieldsOf(value);
  return {
    matchLabels: Object.fromEntries(
      Object.entries(fieldsOf(matchLabels)).map(([key, text]) => [key, String(text)]),
    ),
    matchExpressions: listOf(matchExpressions).map((item) => {
      const { key, operator, values } = fieldsOf(item);
      return { key: textOf(key, ''), operator: textOf(operator, ''), values: textsOf(values) };
    }),
  };
}
