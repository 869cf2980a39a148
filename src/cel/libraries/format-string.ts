import { runtimeTypeName } from '../check/type.ts';
import { formatFixed, scientific } from '../values/decimal.ts';
import { CelStopped, fail } from '../values/failure.ts';
import { CelMap } from '../values/map.ts';
import { convertToString, formatDouble } from '../values/text.ts';
import {
  type CelList,
  type CelValue,
  Duration,
  known,
  Opaque,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from '../values/value.ts';
import { quoteGo } from './quote-go.ts';

/** One place of a format string that takes an argument. */
export interface FormatClause {
  readonly verb: string;
  /** Digits behind the point; of `e`, which always has six, the least width. */
  readonly precision: number;
}

const CLAUSE = /%(?:%|(?:\.(\d*))?([\s\S]?))/gu;
const VERBS = new Set('sdfeboxX');
const DEFAULT_PRECISION = 6;
/** More digits than a double has. */
const MAX_PRECISION = 1100;

/** The text and clauses of a format string, alternating, text first. */
export function parseFormat(format: string): {
  readonly texts: readonly string[];
  readonly clauses: readonly FormatClause[];
} {
  const texts: string[] = [];
  const clauses: FormatClause[] = [];
  let text = '';
  let end = 0;
  for (const match of format.matchAll(CLAUSE)) {
    const [whole, precision, verb] = match;
    text += format.slice(end, match.index);
    end = match.index + whole.length;
    if (whole === '%%') {
      text += '%';
      continue;
    }
    if (verb === undefined || verb === '')
      fail('could not parse formatting clause: unexpected end of string');
    if (!VERBS.has(verb as string))
      fail(`could not parse formatting clause: unrecognized formatting clause "${verb}"`);
    if (precision === '') fail('could not parse formatting clause: the precision is missing after the dot');
    clauses.push({
      verb: verb as string,
      precision: precision === undefined ? DEFAULT_PRECISION : Number(precision),
    });
    texts.push(text);
    text = '';
  }
  return { texts: [...texts, text + format.slice(end)], clauses };
}

/** `'%s has %d'.format([…])`, as version 2 of cel-go's string extension does it. */
export function formatString(format: string, args: readonly CelValue[]): string {
  const { texts, clauses } = parseFormat(format);
  return texts
    .map((text, index) => {
      const clause = clauses[index];
      if (clause === undefined) return text;
      const value = args[index];
      return text + (value === undefined ? fail(`index ${index} out of range`) : formatClause(clause, value));
    })
    .join('');
}

/** The result is about as long as the format and its arguments, and their digits. */
export function formatWork(format: string, args: readonly CelValue[]): number {
  return (
    (format.length +
      args.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 20), 0)) /
    10
  );
}

function formatClause({ verb, precision }: FormatClause, value: CelValue): string {
  if (precision > MAX_PRECISION) throw new CelStopped(`it formats a number with ${precision} digits`);
  switch (verb) {
    case 's':
      return plainText(value);
    case 'd':
      return typeof value === 'number' && !Number.isFinite(value)
        ? special(value)
        : String(integer(value, DECIMAL));
    case 'f':
      return real(value, 'fixed-point clause can only be used on doubles', (double) =>
        grouped(formatFixed(double, precision)),
      );
    case 'e':
      return real(value, 'scientific clause can only be used on doubles', (double) =>
        exponential(double),
      ).padStart(precision);
    case 'b':
      return typeof value === 'boolean' ? String(Number(value)) : integer(value, BINARY).toString(2);
    case 'o':
      return integer(value, OCTAL).toString(8);
    case 'x':
      return hexadecimal(value);
    default:
      return hexadecimal(value).toUpperCase();
  }
}

const DECIMAL = 'decimal clause can only be used on integers';
const BINARY = 'only integers and bools can be formatted as binary';
const OCTAL = 'octal clause can only be used on integers';

function refuse(problem: string, value: CelValue): never {
  return fail(`error during formatting: ${problem}, was given ${runtimeTypeName(value)}`);
}

function integer(value: CelValue, problem: string): bigint {
  if (typeof value === 'bigint') return value;
  return value instanceof Uint ? value.value : refuse(problem, value);
}

function real(value: CelValue, problem: string, format: (double: number) => string): string {
  const double = typeof value === 'string' ? SPECIAL_TEXTS.get(value) : value;
  if (typeof double !== 'number') return refuse(problem, value);
  // Zero has no sign here.
  return Number.isFinite(double) ? format(double === 0 ? 0 : double) : special(double);
}

const SPECIAL_TEXTS: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

function special(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : '-∞';
}

/** Go's locale-aware printer, which cel-go uses, separates thousands. */
function grouped(fixed: string): string {
  const [whole = '', fraction] = fixed.split('.');
  const separated = whole.replace(/\d(?=(?:\d{3})+$)/g, '$&,');
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What is written as its precision is taken for its width (cel-go 0.26, `ext/formatting.go`, Scientific). */
function exponential(value: number): string {
  const { mantissa, exponent } = scientific(value, DEFAULT_PRECISION);
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}×10${exponent < 0 ? '⁻' : ''}${Array.from(power, (digit) => SUPERSCRIPTS[Number(digit)]).join('')}`;
}

function hexadecimal(value: CelValue): string {
  if (typeof value === 'string') return hexBytes(new TextEncoder().encode(value));
  if (value instanceof Uint8Array) return hexBytes(value);
  return integer(value, 'only integers, byte buffers, and strings can be formatted as hex').toString(16);
}

function hexBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function plainText(value: CelValue): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'null';
  if (value instanceof TypeValue) return value.name;
  if (value instanceof CelMap) return mapText(value);
  if (Array.isArray(value))
    return `[${(value as CelList).map((item) => nestedText(known(item))).join(', ')}]`;
  if (value instanceof Opaque || value instanceof Optional)
    return refuse(
      'string clause can only be used on strings, numbers, bools, bytes, lists, maps, types and times',
      value,
    );
  return convertToString(value);
}

/** Inside lists and maps, texts are quoted and times are written as the calls that make them. */
function nestedText(value: CelValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quoteGo(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? formatFixed(value, DEFAULT_PRECISION) : `"${formatDouble(value)}"`;
  if (value instanceof Uint8Array) return `b${quoteGo(convertToString(value))}`;
  if (value instanceof Timestamp) return `timestamp("${convertToString(value)}")`;
  if (value instanceof Duration) return `duration("${convertToString(value)}")`;
  return plainText(value);
}

function mapText(map: CelMap): string {
  const entries = map.whole().map(({ key, value }) => [keyText(key), nestedText(known(value))] as const);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${key}:${value}`).join(', ')}}`;
}

function keyText(key: CelValue): string {
  const isKey =
    typeof key === 'string' || typeof key === 'boolean' || typeof key === 'bigint' || key instanceof Uint;
  return isKey ? nestedText(key) : refuse('this cannot be the key of a map', key);
}
