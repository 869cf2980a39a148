/** The shape of the file given with --waivers. Every scalar is read as text, so that a ticket may be a number and a name may be `no`. */
import * as z from 'zod';

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A name or an address on one line. */
const word = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => !text.includes('\n'), 'one line');

const truth = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .meta({ editors: 'boolean' });

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2027-03-31')
  .refine(isDay, 'a day that the calendar has')
  .describe('Last day on which it counts, in UTC: 2027-03-31');

const promise = {
  reason: z.string().min(1).max(4000).describe('Why, for whoever reads the report'),
  owner: word.describe('Who stands for it: a person or a team'),
  expires: day,
  ticket: word.optional().meta({ editors: 'text-or-number', description: 'Where it was decided' }),
};

/** As reports print it, `Service kyverno/kyverno-svc`, or in fields. */
const object = z.union([
  z.strictObject({ kind: word, namespace: word.optional(), name: word }),
  word
    .regex(/^[A-Za-z]\w*[ /][^ /]+(?:\/[^ /]+)?$/, 'an object such as Node w1 or Service kyverno/kyverno-svc')
    .transform((text) => {
      const [kind = '', first = '', second] = text.split(/[ /]/);
      return second === undefined ? { kind, name: first } : { kind, namespace: first, name: second };
    }),
]);

const waiver = z
  .strictObject({
    hazard: word.describe(
      'Id of the finding as it stands in the report, or of its hazard. Where a hazard has several blockers, only the finding’s id or the object will do.',
    ),
    object: object.optional().describe('The object that is accepted; left out, the whole finding is'),
    ...promise,
    acknowledgeOutage: truth
      .optional()
      .describe('Needed for a blocker that keeps the control plane from coming back'),
  })
  .describe('A finding that is known and accepted');

const answer = z
  .strictObject({
    hazard: word.describe('The hazard whose question this answers'),
    question: z
      .string()
      .min(1)
      .max(4000)
      .describe('The question as the report asks it; asked otherwise, it is another question'),
    affected: truth.describe('Whether the cluster is affected'),
    ...promise,
  })
  .describe('The answer to a question of the report');

/** Waivers and answers, as a person writes them. */
export const waiverFile = z
  .strictObject({
    waivers: z.array(waiver).default([]),
    answers: z
      .array(answer)
      .refine(
        (answers) => new Set(answers.map(({ hazard }) => hazard)).size === answers.length,
        'one answer to each question',
      )
      .default([]),
  })
  .describe('Findings that are accepted, and answers to questions, for holdshort check --waivers');

export type WaiverFile = z.infer<typeof waiverFile>;
export type Waiver = WaiverFile['waivers'][number];
export type Answer = WaiverFile['answers'][number];

function isDay(text: string): boolean {
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && !isLeap ? 28 : (DAYS[month - 1] ?? 0);
  return date >= 1 && date <= last;
}
