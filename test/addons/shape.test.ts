import { describe, expect, test } from '@jest/globals';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { formatProblem } from '../../src/knowledge/problem.ts';

const GOOD = `name: thing
title: Thing
claim: tested
confidence: confirmed
recognise:
  images: [example/thing]
sources:
  docs: https://example.dev/thing
versions:
  - {from: 1.2, before: 1.10, min: 1.30, max: 1.32, source: docs}
  - {from: 1.10, before: 1.10.4, min: 1.31, source: docs}
`;

function problemsOf(text: string): readonly string[] {
  return compileKnowledge([{ path: 'addons/thing.yaml', text }])
    .problems.filter(({ file }) => file === 'addons/thing.yaml')
    .map(formatProblem);
}

describe('a file of an add-on', () => {
  test('may look like this', () => {
    expect(problemsOf(GOOD)).toEqual([]);
    expect(
      problemsOf(
        `${GOOD.slice(0, GOOD.indexOf('versions'))}followsKubernetes: true\nversions: []\n`.replace(
          'images: [example/thing]',
          'runtime: thing',
        ),
      ),
    ).toEqual([]);
  });

  test.each([
    ['an unknown field', 'claim: tested', 'claim: tested\nsince: 1.2', /:4: since: there is no such field/],
    ['another claim', 'claim: tested', 'claim: certified', /:3: claim: /],
    [
      'no way to recognise it',
      'images: [example/thing]',
      'tagPrefixes: [x-]',
      /:5: recognise: exactly one of/,
    ],
    [
      'two ways to recognise it',
      'images: [example/thing]',
      'images: [a]\n  runtime: b',
      /:5: recognise: exactly one of/,
    ],
    [
      'a source nobody named',
      'source: docs}\n  -',
      'source: page}\n  -',
      /:10: versions\[0\]\.source: a name under sources/,
    ],
    ['rows that overlap', 'from: 1.10,', 'from: 1.9,', /:11: versions\[1\]\.from: rows go from old to new/],
    ['an empty row', 'before: 1.10,', 'before: 1.2,', /:10: versions\[0\]: from must be older than before/],
    [
      'a range the wrong way round',
      'max: 1.32',
      'max: 1.29',
      /:10: versions\[0\]: min must not be newer than max/,
    ],
    ['a minor that is none', 'max: 1.32', 'max: 1.32.1', /:10: versions\[0\]\.max: a minor such as 1\.34/],
    [
      'a version that is none',
      'from: 1.2,',
      'from: v1.2,',
      /:10: versions\[0\]\.from: a version such as 3\.29/,
    ],
    [
      'a table beside followsKubernetes',
      'sources:',
      'followsKubernetes: true\nsources:',
      /versions: a table, or followsKubernetes/,
    ],
  ])('says what is wrong with %s', (_, from, to, problem) => {
    expect(GOOD).toContain(from);
    const problems = problemsOf(GOOD.replace(from, to));
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  test('says that a table is missing', () => {
    const text = `${GOOD.slice(0, GOOD.indexOf('versions'))}versions: []\n`;
    expect(problemsOf(text)).toEqual([expect.stringMatching(/:9: versions: a table, or followsKubernetes/)]);
  });
});
