import { describe, expect, test } from '@jest/globals';
import { code, fenced, link, mermaidLabel, prose, row } from '../../src/report/markdown-text.ts';
import { commandLines, oneLine, paragraphs, printable, shorten } from '../../src/report/plain-text.ts';

describe('plain text', () => {
  test('shows what would not print', () => {
    expect(printable('\x1b[31mred\x1b[0m')).toBe('\\x1b[31mred\\x1b[0m');
    expect(printable('a\nb\tc\x9b')).toBe('a\\nb\\tc\\x9b');
    expect(printable('\u202eOG\u200b\u{e0041}')).toBe('\\u202eOG\\u200b\\u{e0041}');
    expect(printable('\ud800')).toBe('\\ud800');
  });

  test('leaves letters of any script as they are', () => {
    expect(printable('naïve Größe 漢字 עברית')).toBe('naïve Größe 漢字 עברית');
  });

  test('makes one line of a sentence and paragraphs of a longer text', () => {
    expect(oneLine(' one\ntwo\r\n  three ')).toBe('one two three');
    expect(paragraphs('one\ntwo\n \nthree\n')).toEqual(['one two', 'three']);
  });

  test('keeps the lines of a command', () => {
    expect(commandLines('a \\\n  b\n')).toEqual(['a \\', '  b']);
  });

  test('cuts between characters, never inside one', () => {
    expect(shorten('👍👍👍', 2)).toBe('👍…');
  });
});

describe('text in Markdown', () => {
  test.each([
    [
      'kube-apiserver will not start: Kyverno’s webhook.',
      'kube-apiserver will not start: Kyverno’s webhook.',
    ],
    ['see @team and #12', 'see `@team` and `#12`'],
    ['set `--a b` (or `--c`).', 'set `--a b` (or `--c`).'],
    ['a_b *c* <d>', '`a_b` `*c*` `<d>`'],
    ['see https://example.org/x, or www.example.org.', 'see `https://example.org/x`, or `www.example.org`.'],
    ['- one', '\\- one'],
    ['1. one', '1\\. one'],
    ['system:controller:node', '`system:controller:node`'],
    ['“quoted”, (bracketed); 100% done…', '“quoted”, (bracketed); 100% done…'],
  ])('%s', (text, expected) => {
    expect(prose(text)).toBe(expected);
  });

  test('code is fenced by more backticks than it holds', () => {
    expect(code('a`b')).toBe('``a`b``');
    expect(code('`')).toBe('`` ` ``');
    expect(code('')).toBe('` `');
    expect(fenced('a\n```\nb', 'sh')).toBe('````sh\na\n```\nb\n````');
  });

  test('a pipe does not end a cell, not even after a backslash', () => {
    expect(row(['a|b', 'c\\|d\\'])).toBe('| a\\|b | c\\x5c\\|d\\x5c |');
  });

  test('only a plain address becomes a link', () => {
    expect(link('docs', 'https://example.org/a#b')).toBe('[docs](https://example.org/a#b)');
    expect(link('docs', 'javascript:alert(1)')).toBe('docs `javascript:alert(1)`');
    expect(link('docs', 'https://example.org/) <b>')).toBe('docs `https://example.org/) <b>`');
  });

  test('a diagram’s label holds no syntax', () => {
    expect(mermaidLabel('a"] --> b%%{init}')).toBe('"a·· --· b···init·"');
  });
});
