import { loadBundle } from './load-bundle.ts';

/** What src/commands/runners.ts is once built. */
export const { RUNNERS } = loadBundle<typeof import('../commands/runners.ts')>('runners.cjs');
