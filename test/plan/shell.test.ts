import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import type { Step } from '../../src/assessment/finding.ts';
import { DISTRIBUTIONS } from '../../src/distributions/recognise.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { guideRescue } from '../../src/rescue/rescue-guide.ts';
import { type Path, planPath } from '../../src/upgrade/path.ts';

const commandsOf = (steps: readonly Step[]) =>
  steps.flatMap(({ run, verify, undo }) => [run, verify, undo].filter((one) => one !== undefined));

/** A command as it is once the reader has filled in what only they know. */
const filled = (command: string) => command.replace(/<[a-z][^<>\n]*>/g, 'x');

/** Throws where a POSIX shell could not read the command. */
const read = (command: string) => execFileSync('sh', ['-n', '-c', command], { stdio: 'pipe' });

/** What zsh, the shell of a Mac, would take for a pattern of files: brackets and stars outside of quotes. */
const bare = (command: string) =>
  command
    .replace(/#.*$/gm, '')
    .replace(/<<'EOF'[\s\S]*?EOF/g, '')
    .replace(/'[^']*'|"(?:\\.|[^"\\])*"/g, '');

describe.each([...DISTRIBUTIONS, 'unknown' as const])('the commands for %s', (distribution) => {
  const { stages } = makePlan(
    planPath('1.32.9', '1.34.2', []) as Path,
    {
      distribution,
      release: '1.10.3',
      controlPlane: ["c'p; 1", 'cp-2'],
      workers: ['w-1'],
      talosReleases: [],
      aloneOn: new Map(),
    },
    [],
  );
  const { steps } = guideRescue({
    situation: { distribution, from: '1.32.9', to: '1.34.2' },
    findings: [],
  });
  const commands = [...stages.flatMap((stage) => commandsOf(stage.steps)), ...commandsOf(steps)].map(filled);

  test('can be read by a shell', () => {
    expect(commands.length).toBeGreaterThan(3);
    for (const command of commands) read(command);
  });

  test('hold no pattern of files for kubectl, which zsh would refuse', () => {
    const kubectl = commands.filter((command) => command.includes('kubectl'));
    expect(kubectl.filter((command) => /custom-columns[^ ]*\[/.test(bare(command)))).toEqual([]);
  });
});
