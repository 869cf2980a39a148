import { transformSync } from 'esbuild';

/** Strips types for jest; line numbers in failures stay those of the source. */
export default {
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node20',
      sourcemap: 'both',
      sourcefile: path,
    });
    return { code, map };
  },
};
