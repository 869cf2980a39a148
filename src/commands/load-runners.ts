import type { Runners } from './runners.ts';

/** Loads what the commands do. The build puts src/built/load-runners.ts in its place, which loads the bundle of them. */
export async function loadRunners(): Promise<Runners> {
  return (await import('./runners.ts')).RUNNERS;
}
