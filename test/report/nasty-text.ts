import fc from 'fast-check';
import { NASTY } from './assessments/hostile.ts';

/** Pieces that mean something to a terminal, to Markdown, to HTML or to XML. */
const PIECES = [
  ...[...'`|<>[](){}#@!*_~\\"\'&$%=+-:;,./?^'],
  ...[
    '\n',
    '\n\n',
    '\r',
    '\t',
    ' ',
    '\x1b[31m',
    '\x9b',
    '\x07',
    '\x00',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\u2028',
    '\ud800',
    '\ufffe',
  ],
  ...[
    '```',
    '~~~',
    '---',
    '===',
    '1. ',
    '- ',
    '> ',
    '# ',
    '    ',
    '<!--',
    '-->',
    ']]>',
    '</details>',
    '<script>',
  ],
  ...[
    'https://evil.example',
    'www.evil.example',
    '@team',
    '#1',
    '![x](y)',
    ':smile:',
    '{{x}}',
    '漢',
    'é',
    '👩‍👩‍👧',
    'a',
    'b',
    '0',
  ],
];

/** Texts made of such pieces; they begin with a letter, so that none of them is nothing at all. */
export const nastyText = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => `w${pieces.join('')}`),
  },
  { weight: 1, arbitrary: fc.constant(`w${NASTY}`) },
);
