/**
 * Knowledge files are read with every scalar as text, since plain YAML would turn 1.30 into 1.3 and `no` into false.
 * These shapes give such text its type.
 */
import * as z from 'zod';

/** `1.34`. */
export const minor = z
  .string()
  .regex(/^1\.(?:0|[1-9]\d{0,2})$/, 'a minor such as 1.34')
  .meta({ editors: 'text-or-number' });

/** `1.34.2`: what boundaries of version ranges are written in. */
export const version = z
  .string()
  .regex(/^1(?:\.(?:0|[1-9]\d{0,2})){2}$/, 'a three-part version such as 1.34.0');

/** `2026-08-27`. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2026-08-27');

/** `azurefile-service-account-token`: lower-case words joined by hyphens. */
export const id = z.string().regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/, 'lower-case words joined by hyphens');

/** `true` or `false`. */
export const truth = z
  .enum(['true', 'false'])
  .meta({ editors: 'boolean' })
  .transform((text) => text === 'true');

/** A whole number of at most nine digits. */
export const count = z
  .string()
  .regex(/^\d{1,9}$/, 'a whole number')
  .meta({ editors: 'text-or-number' })
  .transform(Number);

/** `StatefulSetStartOrdinal`. */
export const gateName = z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, 'the name of a feature gate');

/** One line of text. */
export const line = z
  .string()
  .min(1)
  .max(300)
  .refine((text) => !text.includes('\n'), 'one line');

/** A paragraph or more. */
export const prose = z.string().min(1).max(4000);

/** `holdshort >= 0.4.0`, and in it the version. */
export const NEEDS = /^holdshort >= ?((?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2})$/;

/** The oldest holdshort that knows all that the knowledge uses. */
export const needs = z
  .string()
  .regex(NEEDS, 'holdshort >= and a version in three parts, such as holdshort >= 0.4.0');
