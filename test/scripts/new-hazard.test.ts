import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { hazardTemplate } from '../../scripts/hazard-template.ts';
import { lintContext } from '../../src/commands/lint-context.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { lintKnowledge } from '../../src/knowledge/lint-knowledge.ts';
import { formatProblem } from '../../src/knowledge/problem.ts';
import { knowledgeTexts } from '../support/knowledge.ts';

const tables = knowledgeTexts().filter(({ path }) => path === 'releases.yaml');
const FILE = 'hazards/1.36/pods-stop.yaml';

function lint(text: string): readonly string[] {
  const compiled = compileKnowledge([...tables, { path: FILE, text }]);
  return lintKnowledge(compiled, lintContext(compiled.knowledge))
    .filter(({ file }) => file === FILE)
    .map(formatProblem);
}

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/run.mjs', 'scripts/new-hazard.ts', ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe('a hazard that is begun', () => {
  const begun = hazardTemplate('pods-stop', '1.36');

  test('has the right shape already, so that what is left is what to write', () => {
    const problems = lint(begun);
    expect(problems.map((problem) => /:\d+: ([^:]*): /.exec(problem)?.[1])).toEqual([
      'title',
      'component',
      'detect.objects.where',
      'detect.objects.where',
      'message',
      'explain',
      'remediate[0].title',
      'sources[0].url',
      'cases[0].name',
      'cases[0]',
      'cases[1].name',
      'cases[1]',
    ]);
    expect(problems[0]).toMatch(
      /^hazards\/1\.36\/pods-stop\.yaml:2: title: still to be written: one line that/,
    );
  });

  test('is well formed once that is written, and not before the cases are right', () => {
    const written = begun
      .replace('where: TODO', "where: object.metadata.name == 'web'")
      .replaceAll(/TODO.*$/gm, (text) =>
        text.startsWith('TODO where it') ? 'https://example.com/1}' : 'Written',
      );
    expect(lint(written)).toEqual([`${FILE}:34: cases[1]: expected miss, but it is hit`]);
    const nearMiss = written.replace(/(name: )web(.*\n {4}expect: miss)/, '$1other$2');
    expect(lint(nearMiss)).toEqual([]);
  });

  test('of a minor that nobody knows yet says so', () => {
    const text = hazardTemplate('pods-stop', '1.99');
    expect(lint(text)).toContain(
      `${FILE}:14: affects.versions[0].introduced: 1.99.0 is of no minor in releases.yaml (1.25 to 1.37)`,
    );
  });
});

describe('npm run new-hazard', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdshort-new-'));

  test('writes the file and says how to go on; it never writes over one', () => {
    const first = run('acme-pods-stop', '--minor', '1.36', '--knowledge', folder);
    const file = join(folder, 'hazards/1.36/acme-pods-stop.yaml');
    expect(first).toEqual({
      status: 0,
      stdout: `${file} is begun. What is left to write: holdshort lint --knowledge ${folder}\n`,
      stderr: '',
    });
    expect(readFileSync(file, 'utf8')).toBe(hazardTemplate('acme-pods-stop', '1.36'));
    writeFileSync(file, 'mine');
    const again = run('acme-pods-stop', '--minor', '1.37', '--knowledge', folder);
    expect([again.status, again.stderr]).toEqual([
      2,
      `acme-pods-stop is taken by ${file}. An id is used once: choose another.\n`,
    ]);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(readdirSync(join(folder, 'hazards'))).toEqual(['1.36']);
  });

  test.each([
    [[], 'Usage: npm run new-hazard -- ID --minor 1.38'],
    [['pods-stop'], 'Usage: npm run new-hazard'],
    [['../pods-stop', '--minor', '1.36'], '../pods-stop: no id.'],
    [['pods-stop', '--minor', '../1.36'], '--minor ../1.36: a minor such as 1.38.'],
    [['stateful-sets-restart', '--minor', '1.36'], 'stateful-sets-restart is taken by'],
  ])('%j is refused', (args, text) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(text);
    expect(existsSync('knowledge/hazards/1.36/pods-stop.yaml')).toBe(false);
  });
});
