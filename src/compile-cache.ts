import module from 'node:module';

/** Keeps compiled code between runs where Node can (22.8 and newer); older ones go without. */
export function enableCompileCache(): void {
  (module as { enableCompileCache?: () => void }).enableCompileCache?.();
}
