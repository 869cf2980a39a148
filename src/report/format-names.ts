/** What a report can be drawn in. */
export const FORMAT_NAMES = [
  'table',
  'markdown',
  'json',
  'html',
  'sarif',
  'junit',
  'prometheus',
  'policy-report',
] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];
