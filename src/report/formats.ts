import type { Assessment } from '../assessment/assessment.ts';
import type { FormatName } from './format-names.ts';

/** What a format may be told; each takes what concerns it. */
export interface RenderOptions {
  /** Columns of the terminal; 80 where there is none. */
  readonly width?: number;
  /** Whether severities may be coloured. */
  readonly colour: boolean;
  /** Most bytes of a change ticket. */
  readonly maxSize?: number;
}

export type Render = (assessment: Assessment, options: RenderOptions) => string;

/** Every format by its name, loaded when it is asked for and not before. */
const FORMATS = {
  table: async () => (await import('./table.ts')).renderTable,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
  json: async () => (await import('./json.ts')).renderJson,
  html: async () => (await import('./html.ts')).renderHtml,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  junit: async () => (await import('./junit.ts')).renderJunit,
  prometheus: async () => (await import('./prometheus.ts')).renderPrometheus,
  'policy-report': async () => (await import('./policy-report.ts')).renderPolicyReport,
} as const satisfies Record<FormatName, () => Promise<Render>>;

/** Draws a report in one of the formats. */
export async function render(
  format: FormatName,
  assessment: Assessment,
  options: RenderOptions,
): Promise<string> {
  return (await FORMATS[format]())(assessment, options);
}
