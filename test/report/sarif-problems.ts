/**
 * What SARIF 2.1.0 requires of the parts that this project writes, by hand after the specification's own lists of
 * required properties and allowed values: there is no validator among the dependencies. Unknown properties are problems,
 * since the published schema closes every object but the property bags.
 */

type Check = (value: unknown, at: string) => readonly string[];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with exactly these properties; those marked with ? may be missing. */
function object(properties: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (!isRecord(value)) return [`${at}: not an object`];
    const known = new Map(Object.entries(properties).map(([name, check]) => [name.replace('?', ''), check]));
    const missing = Object.keys(properties).filter((name) => !name.endsWith('?') && !(name in value));
    return [
      ...missing.map((name) => `${at}: ${name} is missing`),
      ...Object.entries(value).flatMap(([name, item]) => {
        const check = known.get(name);
        return check === undefined ? [`${at}: ${name} is not in the schema`] : check(item, `${at}.${name}`);
      }),
    ];
  };
}

const list =
  (item: Check): Check =>
  (value, at) =>
    Array.isArray(value) ? value.flatMap((one, index) => item(one, `${at}[${index}]`)) : [`${at}: no list`];
const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value, at) =>
    allowed.includes(value) ? [] : [`${at}: ${JSON.stringify(value)}`];
const matching =
  (pattern: RegExp): Check =>
  (value, at) =>
    typeof value === 'string' && pattern.test(value) ? [] : [`${at}: ${JSON.stringify(value)}`];

const text = matching(/./s);
const bag: Check = (value, at) => (isRecord(value) ? [] : [`${at}: no property bag`]);
const natural: Check = (value, at) =>
  Number.isInteger(value) && Number(value) >= 0 ? [] : [`${at}: ${value}`];
/** RFC 3986, a relative reference. */
const uri = matching(/^(?:[\w\-.~!$&'()*+,;=:@/?#]|%[0-9A-F]{2})+$/);
/** 3.11.6: brackets only as a link or after a backslash; this project writes no links. */
const plain = matching(/^(?:[^\\[\]]|\\[\\[\]])+$/s);
const message = object({ text: plain });
const level = oneOf('none', 'note', 'warning', 'error');

const rule = object({
  id: text,
  shortDescription: message,
  fullDescription: message,
  'help?': message,
  defaultConfiguration: object({ level }),
  'properties?': bag,
});

const location = object({
  physicalLocation: object({ artifactLocation: object({ uri }) }),
  'logicalLocations?': list(object({ name: text, fullyQualifiedName: text, kind: text })),
});

const result = object({
  ruleId: text,
  ruleIndex: natural,
  kind: oneOf('pass', 'open', 'informational', 'notApplicable', 'review', 'fail'),
  level,
  message,
  locations: list(location),
  partialFingerprints: bag,
  'suppressions?': list(
    object({
      kind: oneOf('inSource', 'external'),
      status: oneOf('accepted', 'underReview', 'rejected'),
      justification: text,
    }),
  ),
  'properties?': bag,
});

const run = object({
  tool: object({ driver: object({ name: text, version: text, rules: list(rule) }) }),
  automationDetails: object({ id: text }),
  columnKind: oneOf('utf16CodeUnits', 'unicodeCodePoints'),
  invocations: list(
    object({
      executionSuccessful: oneOf(true, false),
      endTimeUtc: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/),
      exitCode: natural,
      commandLine: text,
      toolExecutionNotifications: list(object({ descriptor: object({ id: text }), level, message })),
    }),
  ),
  results: list(result),
  properties: bag,
});

const log = object({ $schema: uri, version: oneOf('2.1.0'), runs: list(run) });

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly { ruleId: string; ruleIndex: number; kind: string; level: string }[];
  }[];
}

/** Everything about a log that is not as the specification has it. */
export function sarifProblems(value: unknown): readonly string[] {
  const problems = log(value, 'log');
  if (problems.length > 0) return problems;
  return (value as Log).runs.flatMap(({ tool, results }) => [
    ...(new Set(tool.driver.rules.map(({ id }) => id)).size === tool.driver.rules.length
      ? []
      : ['two rules have the same id']),
    ...results.flatMap(({ ruleId, ruleIndex, kind, level: said }, index) => [
      ...(tool.driver.rules[ruleIndex]?.id === ruleId
        ? []
        : [`results[${index}]: not the rule of its index`]),
      ...(kind === 'fail' || said === 'none' ? [] : [`results[${index}]: a level beside kind ${kind}`]),
    ]),
  ]);
}
