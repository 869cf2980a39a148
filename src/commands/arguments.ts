import { UsageError } from '../errors.ts';
import type { Arguments } from './command.ts';

/** An option that takes one text; undefined where it was not given. */
export function textOf(args: Arguments, name: string): string | undefined {
  const value = args[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw new UsageError(`--${dashed(name)} was given more than once. Give it once.`);
  const text = String(value);
  if (text === '') throw new UsageError(`--${dashed(name)} needs a value.`);
  return text;
}

/** An option that may be given several times; empty where it was not given. */
export function textsOf(args: Arguments, name: string): readonly string[] {
  const value = args[name];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** An option that must be one of a few words. */
export function choiceOf<const Choice extends string>(
  args: Arguments,
  name: string,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  const text = textOf(args, name);
  if (text === undefined) return fallback;
  const choice = choices.find((one) => one === text);
  if (choice === undefined) {
    throw new UsageError(`--${dashed(name)} ${text}: not one of ${choices.join(', ')}.`);
  }
  return choice;
}

/** An option that is on or off. */
export function flagOf(args: Arguments, name: string): boolean {
  return args[name] === true;
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
