import type { ZodType } from 'zod';
import type { Release } from '../upgrade/path.ts';
import type { Knowledge } from './knowledge.ts';
import type { Problem } from './problem.ts';
import { type KnowledgeText, readKnowledge } from './read.ts';
import { addon } from './shapes/addon.ts';
import { admissionPluginsFile } from './shapes/admission-plugins.ts';
import { apisFile } from './shapes/apis.ts';
import { featureGatesFile } from './shapes/feature-gates.ts';
import { flagsFile } from './shapes/flags.ts';
import { type HazardFile, hazard } from './shapes/hazard.ts';
import { product } from './shapes/product.ts';
import { releasesFile } from './shapes/releases.ts';
import { writesFile } from './shapes/writes.ts';
import { validate } from './validate.ts';

/** Knowledge as it was read, with the cases that prove it, and everything wrong with it. */
export interface Compiled {
  readonly knowledge: Knowledge;
  readonly hazards: readonly { readonly file: KnowledgeText; readonly hazard: HazardFile }[];
  readonly problems: readonly Problem[];
}

/** Reads all files of a knowledge folder into the form that ships. Problems are collected, not thrown: a person wants to see all of them. */
export function compileKnowledge(files: readonly KnowledgeText[]): Compiled {
  const problems: Problem[] = [];
  const read = <T>(file: KnowledgeText, shape: ZodType<T>): T[] => {
    const result = readKnowledge(file);
    if ('problem' in result) {
      problems.push(result.problem);
      return [];
    }
    const checked = validate(shape, result.document, file.path, file.text);
    if ('value' in checked) return [checked.value];
    problems.push(...checked.problems);
    return [];
  };
  const below = (folder: string) => files.filter((file) => file.path.startsWith(`${folder}/`));
  const one = <T>(path: string, shape: ZodType<T>): T | undefined => {
    const file = files.find((candidate) => candidate.path === path);
    if (file !== undefined) return read(file, shape)[0];
    problems.push({ file: path, field: '', what: 'this file is missing' });
    return undefined;
  };
  const releases = one('releases.yaml', releasesFile);
  const hazards = below('hazards').flatMap((file) =>
    read(file, hazard).map((value) => ({ file, hazard: value })),
  );
  const knowledge: Knowledge = {
    version: releases?.version ?? 'unknown',
    releases: (releases?.releases ?? []).map(({ minor, released, endOfLife, newestPatch, missing }) => ({
      minor: minor as Release['minor'],
      released,
      endOfLife,
      newestPatch,
      ...(missing === undefined ? {} : { missing }),
    })),
    hazards: hazards.map(({ hazard: { cases: _, ...shipped } }) => shipped),
    writes: below('writes').flatMap((file) => read(file, writesFile)),
    addons: below('addons').flatMap((file) => read(file, addon)),
    products: below('products').flatMap((file) => read(file, product)),
    apis: one('apis.yaml', apisFile) ?? { sources: {}, apis: [], unregistered: [] },
    featureGates: one('feature-gates.yaml', featureGatesFile) ?? {
      registries: {},
      sources: {},
      special: [],
      gates: [],
    },
    flags: one('flags.yaml', flagsFile) ?? { sources: {}, flags: [] },
    admissionPlugins: one('admission-plugins.yaml', admissionPluginsFile) ?? { sources: {}, plugins: [] },
  };
  return { knowledge, hazards, problems };
}
