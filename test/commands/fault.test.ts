import { expect, test } from '@jest/globals';
import { main } from '../../src/main.ts';

test('a fault of the tool itself is no verdict: exit code 2, where it was, and not what it was about', async () => {
  const said: string[] = [];
  const broken = {
    // The world fails in a way that no command expects.
    get env(): never {
      throw new TypeError('it was about c4n4ry');
    },
    stdout: { write: () => undefined, isTerminal: false, columns: undefined },
    stderr: { write: (text: string) => void said.push(text), isTerminal: false, columns: undefined },
    stdin: async () => '',
    now: () => new Date(0),
    interrupted: new AbortController().signal,
  };
  expect(await main(['snapshot', '-o', '/nonexistent/x', '--kubeconfig', '/nonexistent/y'], broken)).toBe(2);
  expect(said.join('')).toMatch(
    /^holdshort: a fault of its own ended it \(TypeError\); nothing was concluded\..*\n\s+at /,
  );
  expect(said.join('')).not.toContain('c4n4ry');
});
