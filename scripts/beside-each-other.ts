import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** Lets one bundle load the others, instead of holding what they hold. */
export const besideEachOther: Plugin = {
  name: 'beside-each-other',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/load-runners\.ts$/ }, () => ({ path: resolve('src/built/load-runners.ts') }));
    onResolve({ filter: /\/kubernetes-client\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './kubernetes-client.cjs', external: true },
    );
  },
};
