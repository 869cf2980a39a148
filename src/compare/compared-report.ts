/** What comparing needs of a JSON report: a report of another version of the tool is read as far as it says these things. */
import * as z from 'zod';

const severity = z.enum(['blocker', 'disruptive', 'caution', 'info']);

const finding = z.object({
  id: z.string(),
  title: z.string(),
  severity,
  outcome: z.enum(['hit', 'unknown']),
  evidence: z
    .array(
      z.object({
        object: z.object({ kind: z.string(), namespace: z.string().optional(), name: z.string() }).optional(),
      }),
    )
    .readonly(),
  waived: z.object({ owner: z.string(), expires: z.string() }).optional(),
});

const question = z.object({
  hazard: z.string(),
  title: z.string(),
  severity,
  answer: z.object({ affected: z.boolean() }).optional(),
});

const gap = z.object({ what: z.string(), because: z.string(), mayHideBlocker: z.boolean() });

export const comparedReport = z.object({
  schemaVersion: z.literal(1),
  time: z.string().regex(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/, 'a time in UTC'),
  verdict: z.enum(['NO-GO', 'UNDETERMINED', 'GO']),
  from: z.string(),
  to: z.string(),
  backends: z.string(),
  assumed: z.array(z.unknown()).readonly().optional(),
  cluster: z.object({ name: z.string() }),
  tool: z.object({ version: z.string() }),
  knowledge: z.object({ version: z.string() }),
  findings: z.array(finding).readonly(),
  questions: z.array(question).readonly(),
  notChecked: z.array(gap).readonly(),
});

export type ComparedReport = z.infer<typeof comparedReport>;
