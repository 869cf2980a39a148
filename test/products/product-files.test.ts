import { describe, expect, test } from '@jest/globals';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { PRODUCT_PLACEHOLDERS } from '../../src/knowledge/shapes/product.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { PRODUCTS } from '../support/products.ts';

const FILES = knowledgeTexts('products');

const problemsOf = (text: string) =>
  compileKnowledge([{ path: 'products/x.yaml', text }]).problems.filter(
    ({ file }) => file === 'products/x.yaml',
  );

const PRODUCT = `id: x
name: X
recognise:
  - {configuration: [{exact: x}]}
writtenBy: installer
ownership: Written by Helm.
exempt: []
disable:
  - title: Take it away
    run: kubectl delete {{resource}} {{name}}
sources:
  - {type: docs, url: 'https://example.com'}
`;

describe('the files of products', () => {
  test('bear the id of their product', () => {
    expect(FILES.map(({ path }) => path)).toEqual(PRODUCTS.map(({ id }) => `products/${id}.yaml`));
  });

  test('name no product twice', () => {
    const names = PRODUCTS.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('use every placeholder that there is, or it would not be needed', () => {
    const used = new Set(
      FILES.flatMap(({ text }) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)),
    );
    expect([...used].sort()).toEqual([...PRODUCT_PLACEHOLDERS].sort());
  });

  test('say where each thing is known from', () => {
    expect(PRODUCTS.filter(({ sources }) => sources.some(({ url }) => !/^https:\/\/\S+$/.test(url)))).toEqual(
      [],
    );
  });
});

describe('a product file that is wrong', () => {
  test('the plain one is right', () => {
    expect(problemsOf(PRODUCT)).toEqual([]);
  });

  test.each([
    [
      'a placeholder that nothing fills',
      PRODUCT.replace('{{name}}', '{{release}}'),
      /\{\{release\}\}: not one of name, /,
    ],
    [
      'a mark that recognises everything',
      PRODUCT.replace('{configuration: [{exact: x}]}', '{}'),
      /at least one thing/,
    ],
    ['a pattern of no known sort', PRODUCT.replace('{exact: x}', '{regex: x}'), /./],
    ['nobody who writes it', PRODUCT.replace('installer', 'somebody'), /controller/],
    ['no way to switch it off', PRODUCT.replace(/disable:\n.*\n.*\n/, 'disable: []\n'), /./],
  ])('%s: named with its line', (_, text, says) => {
    const problems = problemsOf(text);
    expect(problems.map(({ what }) => what).join('\n')).toMatch(says);
    expect(problems.every(({ line }) => line !== undefined)).toBe(true);
  });
});
