import { loadBundle } from './load-bundle.ts';

/** What src/main.ts is once built. */
export const { main } = loadBundle<typeof import('../main.ts')>('main.cjs');
