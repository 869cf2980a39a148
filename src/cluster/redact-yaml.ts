import { CORE_SCHEMA, dump, loadAll, YAMLException } from 'js-yaml';
import { isSecretName, REDACTED, redactLines, redactUrls } from './redact.ts';

/** Reads as no YAML, so that whoever asks for it finds it unreadable, and not empty. */
const WITHHELD = `{${REDACTED}: it is no YAML that could be searched for secrets`;

/**
 * A YAML text whose secret-looking fields have lost their values. Usually its lines stay as they are; where a secret stands in another
 * form, in braces say, the documents are written anew without it.
 */
export function redactYaml(text: string): string {
  const lines = redactLines(text);
  try {
    const documents = loadAll(lines, undefined, { schema: CORE_SCHEMA });
    const redacted = documents.map((document) => withoutSecrets(document));
    if (JSON.stringify(redacted) === JSON.stringify(documents)) return lines;
    return redacted.map((document) => dump(document, { noRefs: true, schema: CORE_SCHEMA })).join('---\n');
  } catch (error) {
    if (error instanceof YAMLException || error instanceof TypeError || error instanceof RangeError)
      return WITHHELD;
    throw error;
  }
}

/** A value whose secret-looking fields have lost theirs, and whose urls have lost user and password. */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return redactUrls(value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  const isArgument = typeof fields.name === 'string' && isSecretName(fields.name);
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const isSecret = isSecretName(name) || (name === 'value' && isArgument);
      return [name, isSecret && !isSwitch(field) ? REDACTED : withoutSecrets(field)];
    }),
  );
}

function isSwitch(value: unknown): boolean {
  return (
    value === null ||
    typeof value === 'boolean' ||
    (typeof value === 'string' && /^\d+[hms][hms\d.]*$/.test(value))
  );
}
