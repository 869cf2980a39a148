import type { Evidence } from '../detectors/detector.ts';
import type { Step } from './finding.ts';

const PLACEHOLDER = /\{\{([a-zA-Z][a-zA-Z0-9]*)\}\}/g;

/** Most commands a step repeats for its evidence; a hundred lines in a ticket help nobody. */
const MOST_COMMANDS = 10;

/** The names a text asks for. */
export function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

/** Puts what was seen into a text. A name the evidence does not have stays as `<name>`, for the reader to fill in. */
export function fillText(text: string, evidence: Evidence | undefined): string {
  return text.replace(PLACEHOLDER, (_, name: string) => evidenceValue(name, evidence) ?? `<${name}>`);
}

/** Puts what was seen into a step. A command with placeholders is repeated for each evidence, its values quoted for a shell. */
export function fillStep(step: Step, evidence: readonly Evidence[]): Step {
  const filled: { -readonly [Field in keyof Step]: Step[Field] } = { ...step };
  const first = evidence[0];
  filled.title = fillText(step.title, first);
  if (step.note !== undefined) filled.note = fillText(step.note, first);
  for (const field of ['run', 'verify', 'undo'] as const) {
    const text = step[field];
    if (text !== undefined) filled[field] = fillCommand(text, evidence);
  }
  return filled;
}

/**
 * A word that any POSIX shell reads as exactly this text; cluster text is hostile. A name that begins with a dash would be an option to
 * whatever command it is given to (`kubectl delete … --all`), and no quotes help: it is put between angle brackets, where it names nothing.
 */
export function shellQuote(text: string): string {
  const printable = text.replace(/\p{Cc}/gu, '');
  const word = printable.startsWith('-') ? `<${printable}>` : printable;
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function fillCommand(text: string, evidence: readonly Evidence[]): string {
  if (placeholdersOf(text).length === 0) return text;
  const commands = [
    ...new Set((evidence.length === 0 ? [undefined] : evidence).map((one) => fillQuoted(text, one))),
  ];
  const shown = commands.slice(0, MOST_COMMANDS);
  if (commands.length > shown.length) shown.push(`# … and ${commands.length - shown.length} more like these`);
  return shown.join('\n');
}

function fillQuoted(text: string, evidence: Evidence | undefined): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const value = evidenceValue(name, evidence);
    return value === undefined ? `<${name}>` : shellQuote(value);
  });
}

function evidenceValue(name: string, evidence: Evidence | undefined): string | undefined {
  if (evidence === undefined) return undefined;
  const { object, values } = evidence;
  if (Object.hasOwn(values, name)) return values[name];
  if (name === 'kind') return object?.kind;
  if (name === 'name') return object?.name;
  return name === 'namespace' ? object?.namespace : undefined;
}
