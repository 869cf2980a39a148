import { describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../src/commands/commands.ts';
import { runCli } from '../support/run-cli.ts';

describe('help', () => {
  test('names every command, and what the exit codes mean', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const { usage } of COMMANDS) expect(stdout).toContain(`holdshort ${usage}`);
    expect(stdout).toContain('Exit codes of check: 0 GO, 1 NO-GO, 3 UNDETERMINED, 2 it could not run');
  });

  test('breaks lines between words, and keeps to its width', async () => {
    const { stdout } = await runCli(['check', '--help']);
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    const words = stdout.split(/\s+/);
    expect(words).toEqual(
      expect.arrayContaining(['prometheus,', 'FORMAT=FILE', 'ClusterPolicyReport:', 'one']),
    );
  });
});
