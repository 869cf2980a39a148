import { type Compiled, compileKnowledge } from '../../src/knowledge/compile.ts';
import type { Addon } from '../../src/knowledge/shapes/addon.ts';
import { knowledgeTexts } from '../support/knowledge.ts';

const compiled: Compiled = compileKnowledge(knowledgeTexts());

/** Every add-on that ships, and what is wrong with their files. */
export const ADDONS: readonly Addon[] = compiled.knowledge.addons;
export const PROBLEMS = compiled.problems.filter(({ file }) => file.startsWith('addons/'));
export const KNOWLEDGE = compiled.knowledge;

/** One add-on by its name. */
export function addonNamed(name: string): Addon {
  const found = ADDONS.find((addon) => addon.name === name);
  if (found === undefined) throw new Error(`There is no add-on ${name}.`);
  return found;
}
