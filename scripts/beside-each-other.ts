import { basename, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** Lets one bundle load the others, instead of holding what they hold. */
export const besideEachOther: Plugin = {
  name: 'beside-each-other',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/(?:main|runners)\.ts$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: resolve(`src/built/load-${basename(path)}`) },
    );
    onResolve({ filter: /\/kubernetes-client\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './kubernetes-client.cjs', external: true },
    );
  },
};
