/** The shape of `knowledge/products/<id>.yaml`: how a webhook's product is recognised, and how it lets requests pass. */
import * as z from 'zod';
import { confidence, source, step } from './common.ts';
import { id, line, minor } from './scalars.ts';

/** What steps of a product may ask for; filled from the configuration that is to be mended. */
export const PRODUCT_PLACEHOLDERS = [
  /** Name of the webhook configuration or policy. */
  'name',
  /** Its resource as kubectl takes it, `validatingwebhookconfiguration`. */
  'resource',
  /** Namespace of the Service that the configuration calls. */
  'namespace',
  /** Name of the webhook that stops the writes. */
  'webhook',
  /** The matchConditions that it is to have, those it has already among them, as JSON. */
  'conditions',
  /** The name of the first condition to be added, to look for. */
  'condition',
  /** Whose requests they let pass, `kube-apiserver's own requests`. */
  'requests',
  /** A file to keep it in. */
  'backup',
] as const;

const PLACEHOLDER = /\{\{(.{0,300}?)\}\}/g;

/** A pattern for a name: the whole of it, how it begins, how it ends, or what it holds. */
const word = z.union([
  z.strictObject({ exact: line }),
  z.strictObject({ prefix: line }),
  z.strictObject({ suffix: line }),
  z.strictObject({ contains: line }),
]);
const words = z.array(word).min(1);

const value = z.string().meta({ editors: 'scalar' });

/** All that is named must be there: a label's or annotation's empty text stands for any value, one fitting name for a list of patterns. */
const mark = z
  .strictObject({
    kinds: z.array(line).min(1).optional(),
    labels: z.record(line, value).optional(),
    annotations: z.record(line, value).optional(),
    configuration: words.optional(),
    webhook: words.optional(),
    service: words.optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'a mark names at least one thing to recognise');

const productStep = step.superRefine((value, context) => {
  for (const [field, text] of Object.entries(value)) {
    for (const [, name = ''] of String(text).matchAll(PLACEHOLDER)) {
      if ((PRODUCT_PLACEHOLDERS as readonly string[]).includes(name)) continue;
      context.addIssue({
        code: 'custom',
        path: [field],
        message: `{{${name}}}: not one of ${PRODUCT_PLACEHOLDERS.join(', ')}`,
      });
    }
  }
});

/** A way in which the product lets requests pass. */
const way = z.strictObject({
  /** Only for webhooks of these names; left out, for all that no way before it takes. */
  webhooks: words.optional(),
  /** `condition`: the webhook ends up with the matchConditions asked for; `other`: with something that only the product can tell. */
  leadsTo: z.enum(['condition', 'other']),
  /** The oldest Kubernetes on which the product takes it. */
  kubernetes: minor.optional(),
  confidence,
  steps: z.array(productStep).min(1),
});

export const product = z.strictObject({
  id,
  name: line,
  /** Any of these marks is enough. */
  recognise: z.array(mark).min(1),
  /** Who writes the configuration, and so whether a patch lasts: a controller puts its own version back. */
  writtenBy: z.enum(['controller', 'installer', 'platform']),
  /** What is to be known of that, as a sentence. */
  ownership: line,
  exempt: z.array(way),
  disable: z.array(productStep).min(1),
  /** What people try and what does not help, each a clause: "failurePolicy Ignore, since …". */
  noEffect: z.array(line).optional(),
  sources: z.array(source).min(1),
});

export type Product = z.infer<typeof product>;
export type Mark = Product['recognise'][number];
export type Word = z.infer<typeof word>;
export type Way = Product['exempt'][number];
