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
import { storageVersionsFile } from './shapes/storage-versions.ts';
import { writesFile } from './shapes/writes.ts';
import { validate } from './validate.ts';

/** Knowledge as it was read, with the cases that prove it, and everything wrong with it. */
export interface Compiled {
  readonly knowledge: Knowledge;
  readonly hazards: readonly { readonly file: KnowledgeText; readonly hazard: HazardFile }[];
  /** What each file below a folder holds. */
  readonly files: readonly HeldFile[];
  /** The files that are no entry of a folder: the tables. */
  readonly tables: readonly KnowledgeText[];
  readonly problems: readonly Problem[];
}

/** A file with what it adds to the knowledge. */
export interface HeldFile {
  readonly file: KnowledgeText;
  readonly holds: Partial<Pick<Knowledge, 'hazards' | 'writes' | 'addons' | 'products'>>;
}

/** What a folder that only adds to the shipped knowledge may go without: its tables. What is wrong in a file always has a line. */
export function withoutMissingTables(compiled: Compiled): Compiled {
  return { ...compiled, problems: compiled.problems.filter(({ line }) => line !== undefined) };
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
  const writes = below('writes').flatMap((file) => read(file, writesFile).map((value) => ({ file, value })));
  const addons = below('addons').flatMap((file) => read(file, addon).map((value) => ({ file, value })));
  const products = below('products').flatMap((file) => read(file, product).map((value) => ({ file, value })));
  const releases = one('releases.yaml', releasesFile);
  const hazards = below('hazards').flatMap((file) =>
    read(file, hazard).map((value) => ({ file, hazard: value })),
  );
  const knowledge: Knowledge = {
    version: releases?.version ?? 'unknown',
    releases: (releases?.releases ?? []).map(({ minor, missing, notesRead, source: _, ...release }) => ({
      ...release,
      minor: minor as Release['minor'],
      ...(missing === undefined ? {} : { missing }),
      ...(notesRead === undefined ? {} : { notesRead }),
    })),
    hazards: hazards.map(({ hazard: { cases: _, ...shipped } }) => shipped),
    writes: writes.map(({ value }) => value),
    addons: addons.map(({ value }) => value),
    products: products.map(({ value }) => value),
    apis: one('apis.yaml', apisFile) ?? { sources: {}, apis: [], unregistered: [] },
    featureGates: one('feature-gates.yaml', featureGatesFile) ?? {
      registries: {},
      sources: {},
      needsRead: '1.0',
      special: [],
      gates: [],
    },
    flags: one('flags.yaml', flagsFile) ?? { sources: {}, flags: [] },
    admissionPlugins: one('admission-plugins.yaml', admissionPluginsFile) ?? { sources: {}, plugins: [] },
    storageVersions: one('storage-versions.yaml', storageVersionsFile) ?? { sources: {}, resources: [] },
  };
  const held: readonly HeldFile[] = [
    ...hazards.map(({ file, hazard }) => ({ file, holds: { hazards: [hazard] } })),
    ...writes.map(({ file, value }) => ({ file, holds: { writes: [value] } })),
    ...addons.map(({ file, value }) => ({ file, holds: { addons: [value] } })),
    ...products.map(({ file, value }) => ({ file, holds: { products: [value] } })),
  ];
  const tables = files.filter(({ path }) => !path.includes('/'));
  return { knowledge, hazards, files: held, tables, problems };
}
