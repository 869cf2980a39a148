import type { Assessment } from '../assessment/assessment.ts';
import type { Shape } from './json-fields.ts';
import { REPORT_SHAPE } from './json-shape.ts';

/** What a terminal may act on or draw backwards although JSON allows it as it stands; an escape means the same. */
const UNSHOWN = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Writes the report as JSON: its fields in the order of `docs/report-json.md`, two spaces, a line end. */
export function renderJson(assessment: Assessment): string {
  return jsonText(ordered(assessment, REPORT_SHAPE));
}

/** Writes a value as JSON that is harmless on a terminal. */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value, undefined, 2);
  return `${json.replace(UNSHOWN, (character) => escapedUnits(character))}\n`;
}

function ordered(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(item, shape));
  if (!isRecord(value)) return value;
  const fields = Object.entries(shape.fields).filter(([name]) => value[name] !== undefined);
  return Object.fromEntries(
    fields.map(([name, field]) => [
      name,
      field.shape === undefined ? value[name] : ordered(value[name], field.shape),
    ]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function escapedUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
