/** A plugin in a server block of a Corefile. */
export interface CorefilePlugin {
  readonly name: string;
  /** The line it stands on, counted from one. */
  readonly line: number;
}

/**
 * The plugins that a Corefile names: the first word of each line directly inside a server block. What stands in a plugin's own braces are
 * its options. Comments begin with # and quotes keep words together (caddyfile of CoreDNS, coremain).
 */
export function readCorefile(text: string): readonly CorefilePlugin[] {
  const plugins: CorefilePlugin[] = [];
  let depth = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const words = wordsOf(line);
    if (depth === 1 && words[0] !== undefined && words[0] !== '{' && words[0] !== '}') {
      plugins.push({ name: words[0], line: index + 1 });
    }
    // Braces count only as words of their own: `{type}` is a placeholder.
    depth += words.filter((word) => word === '{').length - words.filter((word) => word === '}').length;
  }
  return plugins;
}

function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/"(?:[^"\\]|\\.)*"|\S+/g)) {
    if (word.startsWith('#')) break;
    words.push(word);
  }
  return words;
}
