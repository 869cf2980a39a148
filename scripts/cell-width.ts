import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * cli-table3 measures its cells with string-width, whose table of emojis takes longer to compile than a report to draw. In the bundle it
 * measures as the rest of the report does, and so the two cannot disagree.
 */
export const cellWidth: Plugin = {
  name: 'cell-width',
  setup: ({ onLoad }) =>
    onLoad({ filter: /node_modules\/string-width\/index\.js$/ }, () => ({
      contents: "module.exports = require('./src/report/wrap.ts').displayWidth;",
      resolveDir: resolve('.'),
    })),
};
