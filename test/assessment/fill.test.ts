import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fillStep, fillText, placeholdersOf, shellQuote } from '../../src/assessment/fill.ts';

const volume = (name: string) => ({
  object: { kind: 'PersistentVolume', name },
  values: { driver: 'azureFile' },
});

describe('filling in evidence', () => {
  test('puts object and values into a text', () => {
    expect(fillText('{{kind}} {{name}} uses {{driver}}.', volume('pv-1'))).toBe(
      'PersistentVolume pv-1 uses azureFile.',
    );
  });

  test('leaves what it does not have for the reader', () => {
    expect(fillText('in {{namespace}}', volume('pv-1'))).toBe('in <namespace>');
    expect(fillText('in {{namespace}}', undefined)).toBe('in <namespace>');
  });

  test('does not fill in what a filled-in value asks for', () => {
    expect(fillText('{{driver}}', { values: { driver: '{{name}}', name: 'x' } })).toBe('{{name}}');
  });

  test('repeats a command for each object, each once', () => {
    const step = fillStep({ title: 'Delete', run: 'kubectl delete pv {{name}}' }, [
      volume('a'),
      volume('b c'),
      volume('a'),
    ]);
    expect(step.run).toBe("kubectl delete pv a\nkubectl delete pv 'b c'");
  });

  test('stops repeating at ten and counts the rest', () => {
    const step = fillStep(
      { title: 'Delete', run: 'kubectl delete pv {{name}}' },
      Array.from({ length: 25 }, (_, n) => volume(`pv-${n}`)),
    );
    expect(step.run?.split('\n')).toHaveLength(11);
    expect(step.run).toMatch(/# … and 15 more like these$/);
  });

  test('names what a text asks for', () => {
    expect(placeholdersOf('{{a}} and {{b}} and {{ c }}')).toEqual(['a', 'b']);
  });

  test.each(['--all', '-f', '--kubeconfig=x', '\u0007--all'])('%j does not become an option', (name) => {
    const step = fillStep({ title: 'Delete', run: 'kubectl delete pv {{name}}' }, [volume(name)]);
    expect(step.run).toMatch(/^kubectl delete pv '<-[^']*>'$/);
  });

  test('a shell reads a quoted text as exactly that text', () => {
    const texts = fc
      .sample(fc.string({ unit: 'grapheme', maxLength: 30 }), 200)
      .map((text) => text.replace(/\p{Cc}/gu, ''))
      .filter((text) => !text.startsWith('-'));
    const script = texts.map((text) => `printf '%s\\n' ${shellQuote(text)}`).join('\n');
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(
      texts.map((text) => `${text}\n`).join(''),
    );
  });
});
