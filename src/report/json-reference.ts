import type { Shape } from './json-fields.ts';
import { REPORT_SHAPE } from './json-shape.ts';

const INTRODUCTION = `# The JSON report

\`holdshort check --format json\` writes the report as data; every other format draws the same data. Read \`schemaVersion\` first and
ignore fields you do not know. Text is the cluster's own where it comes from the cluster: make it safe for wherever you show it.
Fields marked with ? may be missing; lists may be empty. This page is made from the declaration that orders the file.
`;

/** The page \`docs/report-json.md\`: every field of every shape. */
export function jsonReference(): string {
  return [INTRODUCTION, ...shapesFrom(REPORT_SHAPE).map(section)].join('\n');
}

function section({ name, fields }: Shape): string {
  const rows = Object.entries(fields).map(
    ([field, { type, says, optional }]) => `| \`${field}\`${optional ? ' ?' : ''} | ${type} | ${says} |`,
  );
  return [`## ${name}`, '', '| field | value | |', '|---|---|---|', ...rows, ''].join('\n');
}

function shapesFrom(root: Shape): readonly Shape[] {
  const found = new Set<Shape>([root]);
  for (const shape of found) {
    for (const field of Object.values(shape.fields)) if (field.shape !== undefined) found.add(field.shape);
  }
  return [...found];
}
