import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** Packages inside packages whose work is done elsewhere already, by the paths of their main files. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  // cli-table3 measures its cells with a table of emojis that takes longer to compile than a report to draw. Here it measures as the rest of
  // the report does, and so the two cannot disagree.
  'string-width/index.js': "module.exports = require('./src/report/wrap.ts').displayWidth;",
  // node-fetch wants it only where Node has no URL of its own.
  'whatwg-url/lib/public-api.js': 'module.exports = { URL, URLSearchParams };',
  // What yargs draws its help with breaks lines in the middle of words where it comes as a module.
  'cliui/build/lib/string-utils.js': [
    "import { wrap as breakLines } from './src/report/wrap.ts';",
    "export const wrap = (text, width) => text.split('\\n').flatMap((line) => line === '' ? '' : breakLines(line, width)).join('\\n');",
    'export const stripAnsi = (text) => text;',
  ].join('\n'),
  // Its messages in English are enough.
  'zod/v4/locales/index.js': "export { default as en } from './node_modules/zod/v4/locales/en.js';",
};

/** Leaves out of the bundle what it would carry for nothing. */
export const lighterPackages: Plugin = {
  name: 'lighter-packages',
  setup: ({ onLoad }) =>
    onLoad({ filter: /node_modules\/(?:cliui|string-width|whatwg-url|zod)\// }, ({ path }) => {
      const name = Object.keys(REPLACEMENTS).find((file) => path.endsWith(`/node_modules/${file}`));
      return name === undefined ? null : { contents: REPLACEMENTS[name] as string, resolveDir: resolve('.') };
    }),
};
