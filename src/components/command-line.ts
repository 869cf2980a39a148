/** One flag of a command line. */
export interface CommandFlag {
  readonly name: string;
  readonly value: string;
}

const SHELLS = new Set(['sh', 'ash', 'bash', 'dash']);

/**
 * Reads the flags that a binary gets from a container's words: `--a=b`, `--a b`, `--a`. What stands before the binary is the business
 * of whatever starts it (a shell, a log redirector).
 * @returns undefined where the words do not show what the binary is started with
 */
export function readCommandLine(
  binary: string,
  command: readonly string[],
  args: readonly string[],
): readonly CommandFlag[] | undefined {
  const words = unfoldShell([...command, ...args]);
  const start = words.findIndex((word) => baseName(word) === binary);
  // Without a command the image starts the binary, and the words are its flags.
  const isFlagsOnly = start === -1 && words[0]?.startsWith('-') === true;
  return start === -1 && !isFlagsOnly ? undefined : flagsOf(words.slice(start + 1));
}

/** The last part of a path. */
export function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

function flagsOf(words: readonly string[]): readonly CommandFlag[] {
  return words.flatMap((word, index) => {
    if (!/^--?[A-Za-z]/.test(word)) return [];
    const equals = word.indexOf('=');
    if (equals !== -1) return [{ name: nameOf(word.slice(0, equals)), value: word.slice(equals + 1) }];
    const next = words[index + 1];
    return [{ name: nameOf(word), value: next === undefined || next.startsWith('-') ? 'true' : next }];
  });
}

/** Underscores count as hyphens (component-base, cli/flag/flags.go, WordSepNormalizeFunc). */
function nameOf(word: string): string {
  return word.replace(/^--?/, '').replaceAll('_', '-');
}

/** `sh -c "exec kube-apiserver --a=b 2>&1"` as the words of the script. */
function unfoldShell(words: readonly string[]): readonly string[] {
  if (!SHELLS.has(baseName(words[0] ?? ''))) return words;
  const option = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  const script = words[option + 1];
  if (option === -1 || script === undefined) return words;
  const parts = script.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return parts.filter((part) => part !== '\\').map((part) => part.replaceAll(/["']/g, ''));
}
