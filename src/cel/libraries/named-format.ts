import { list, opaque, optionalOf, STRING } from '../check/type.ts';
import { attempt } from '../values/failure.ts';
import { parseTimestamp } from '../values/time.ts';
import { NONE, Opaque, Optional, UnknownInput } from '../values/value.ts';
import { parseGoUrl } from './go-url.ts';
import { global, type Library, member } from './overload.ts';

class NamedFormat extends Opaque {
  readonly typeName = 'kubernetes.NamedFormat';
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  equals(other: Opaque): boolean {
    return other instanceof NamedFormat && other.name === this.name;
  }

  text(): string {
    return this.name;
  }
}

type Validate = (text: string) => readonly string[];

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';

function shaped(pattern: string, maximum: number, problem: string): Validate {
  const regex = new RegExp(`^(?:${pattern})$`);
  return (text) => [
    ...(new TextEncoder().encode(text).length > maximum ? [`must be no more than ${maximum} bytes`] : []),
    ...(regex.test(text) ? [] : [problem]),
  ];
}

const dns1123Label = shaped(LABEL, 63, 'must be a lowercase RFC 1123 label');
const dns1123Subdomain = shaped(`${LABEL}(?:\\.${LABEL})*`, 253, 'must be a lowercase RFC 1123 subdomain');
const dns1035Label = shaped('[a-z](?:[-a-z0-9]*[a-z0-9])?', 63, 'must be a DNS-1035 label');

/** A prefix may end in a dash, because a suffix will follow; what stands before the dash goes with it (apimachinery `api/validation/generic.go`). */
function prefixOf(validate: Validate): Validate {
  // Of a letter beyond ASCII only a part would go, so that it stays wrong.
  return (text) => validate(/[\0-\x7f]-$/.test(text) ? `${text.slice(0, -2)}a` : text);
}

function qualifiedName(text: string): readonly string[] {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) return ['must be a name, or a DNS subdomain, a slash and a name'];
  const prefix = parts.length === 2 ? orEmpty(dns1123Subdomain)(parts[0] ?? '') : [];
  const named = name === '' ? [EMPTY, ...namePart(name)] : namePart(name);
  return [
    ...prefix.map((problem) => `prefix part ${problem}`),
    ...named.map((problem) => `name part ${problem}`),
  ];
}

const EMPTY = 'must not be empty';

/** What is empty has no other problem. */
function orEmpty(validate: Validate): Validate {
  return (text) => (text === '' ? [EMPTY] : validate(text));
}

const namePart = shaped(
  '(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
  63,
  'must consist of letters, digits, -, _ or .',
);

const NAMED: ReadonlyMap<string, Validate> = new Map([
  ['dns1123Label', dns1123Label],
  ['dns1123Subdomain', dns1123Subdomain],
  ['dns1035Label', dns1035Label],
  ['dns1123LabelPrefix', prefixOf(dns1123Label)],
  ['dns1123SubdomainPrefix', prefixOf(dns1123Subdomain)],
  ['dns1035LabelPrefix', prefixOf(dns1035Label)],
  ['qualifiedName', qualifiedName],
  [
    'labelValue',
    shaped(
      '(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?',
      63,
      'must be empty or consist of letters, digits, -, _ or .',
    ),
  ],
  ['uri', (text) => problemOf('problem' in parseGoUrl(text), 'must be a URI')],
  [
    'uuid',
    (text) =>
      problemOf(
        !/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
        'does not match the UUID format',
      ),
  ],
  [
    'byte',
    (text) =>
      problemOf(
        text === '' || !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
        'invalid base64',
      ),
  ],
  ['date', (text) => problemOf(!isMoment(`${text}T00:00:00Z`), 'invalid date')],
  ['datetime', (text) => problemOf(!isDateTime(text), 'invalid datetime')],
]);

function problemOf(wrong: boolean, problem: string): readonly string[] {
  return wrong ? [problem] : [];
}

/** The year 0, a leap year, is a date, although no moment of CEL is in it. */
function isMoment(text: string): boolean {
  return attempt(() => parseTimestamp(text.replace(/^0000/, '2000'))) !== undefined;
}

const CLOCK = /^(\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/;

/** Looser than a timestamp: letters of either case, and any offset (kube-openapi `pkg/validation/strfmt/time.go`, IsDateTime). */
function isDateTime(text: string): boolean {
  const [date = '', clock = ''] = text.toLowerCase().split('t');
  const [, hours = '', minutes = '', seconds = ''] = CLOCK.exec(clock) ?? ['', '99'];
  return isMoment(`${date}T00:00:00Z`) && hours <= '23' && minutes <= '59' && seconds <= '59';
}

/** Formats whose problems the API server tells in these very words. */
const SAME_WORDS = new Set(['uuid', 'byte', 'date', 'datetime']);

/** A problem is there for sure; how the API server words it changes with its version. */
function inWords(problem: string): UnknownInput {
  return new UnknownInput(`in which words the API server says that a text ${problem} is not known`);
}

const FORMAT = opaque<NamedFormat>('kubernetes.NamedFormat');

/** Formats by name (apiserver `pkg/cel/library/format.go`). */
export const namedFormat: Library = {
  name: 'format',
  since: '1.31',
  overloads: [
    ...[...NAMED.keys()].map((name) => global(`format.${name}`, [], FORMAT, () => new NamedFormat(name))),
    global('format.named', [STRING], optionalOf(FORMAT), (name) =>
      NAMED.has(name) ? new Optional(new NamedFormat(name)) : NONE,
    ),
    member('validate', [FORMAT, STRING], optionalOf(list(STRING)), ({ name }, text) => {
      const problems = NAMED.get(name)?.(text) ?? [];
      return problems.length === 0
        ? NONE
        : new Optional(SAME_WORDS.has(name) ? problems : problems.map(inWords));
    }),
  ],
};
