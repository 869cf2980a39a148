import type { Command } from './command.ts';

/** What each command does, by its name; loaded one by one. Built, all of them are a bundle of their own. */
export const RUNNERS = {
  check: async (args, io) => (await import('./check.ts')).check(args, io),
  diff: async (args, io) => (await import('./diff.ts')).diff(args, io),
  snapshot: async (args, io) => (await import('./snapshot.ts')).snapshot(args, io),
  rbac: async (args, io) => (await import('./rbac.ts')).rbac(args, io),
  rescue: async (args, io) => (await import('./rescue.ts')).rescue(args, io),
  admission: async (args, io) => (await import('./admission.ts')).admission(args, io),
  cel: async (args, io) => (await import('./cel.ts')).cel(args, io),
  hazards: async (args, io) => (await import('./hazards.ts')).hazards(args, io),
  explain: async (args, io) => (await import('./explain.ts')).explain(args, io),
  lint: async (args, io) => (await import('./lint.ts')).lint(args, io),
} satisfies Readonly<Record<string, Command['run']>>;

export type Runners = typeof RUNNERS;
