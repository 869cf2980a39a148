import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { renderHtml } from '../../src/report/html.ts';
import { HTML_SCRIPT, HTML_SCRIPT_DIGEST } from '../../src/report/html-script.ts';
import { HTML_STYLE, HTML_STYLE_DIGEST } from '../../src/report/html-style.ts';
import { ALL } from './assessments/all.ts';
import { soiled } from './assessments/hostile.ts';
import { NO_GO } from './assessments/no-go.ts';
import { WAIVED } from './assessments/waived.ts';
import { golden } from './golden.ts';
import { nastyText } from './nasty-text.ts';
import { elementsOf, type HtmlElement, readHtml } from './read-html.ts';

const elements = (assessment: Assessment) => elementsOf(readHtml(renderHtml(assessment)));
const named = (assessment: Assessment, name: string) =>
  elements(assessment).filter((element) => element.name === name);
const digestOf = (text: string) => createHash('sha256').update(text).digest('base64');

/** Code spans come from backticks, an address that is not plainly one is no link, and several paragraphs count as one. */
function shapeOf({ name, attributes, children }: HtmlElement): unknown {
  const inner = children.filter((child) => child.name !== 'code' && child.attributes.rel === undefined);
  const isParagraph = (child: HtmlElement | undefined) =>
    child?.name === 'p' && child.attributes.class === undefined;
  const parts = inner.filter((child, index) => !isParagraph(child) || !isParagraph(inner[index - 1]));
  return [name, Object.keys(attributes), attributes.class, parts.map(shapeOf)];
}

describe('the HTML page', () => {
  test.each(ALL)('of %s is as it was reviewed', (name, assessment) => {
    const text = renderHtml(assessment);
    expect(text).toBe(golden(`test/report/golden/${name}.html`, text));
  });

  test('runs its own script and style and nothing else', () => {
    expect(digestOf(HTML_SCRIPT)).toBe(HTML_SCRIPT_DIGEST);
    expect(digestOf(HTML_STYLE)).toBe(HTML_STYLE_DIGEST);
    const policy = named(NO_GO, 'meta').find(({ attributes }) => 'http-equiv' in attributes)?.attributes
      .content;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain(`'sha256-${HTML_SCRIPT_DIGEST}'`);
    expect(policy).toContain(`'sha256-${HTML_STYLE_DIGEST}'`);
  });

  test.each(ALL)(
    'of %s loads nothing, and no text of the cluster becomes a handler or an address',
    (_, assessment) => {
      for (const { name, attributes } of elements(assessment)) {
        expect(['img', 'link', 'iframe', 'object', 'embed', 'video', 'audio', 'svg', 'base']).not.toContain(
          name,
        );
        for (const [attribute, value] of Object.entries(attributes)) {
          expect(attribute).not.toMatch(/^(?:on|src|style|srcset|action|formaction|background)/);
          if (attribute === 'href') expect(value).toMatch(/^(?:https?:\/\/|#finding-\d+$)/);
        }
      }
      expect(HTML_STYLE).not.toMatch(/url\(|@import/);
      expect(HTML_SCRIPT).not.toMatch(
        /innerHTML|outerHTML|insertAdjacent|document\.write|eval|fetch|XMLHttp/,
      );
    },
  );

  test('keeps the shape it has with harmless text, whatever the cluster calls its objects', () => {
    const [shape] = readHtml(renderHtml(soiled('word'))).children.map(shapeOf);
    fc.assert(
      fc.property(nastyText, (text) => {
        const page = renderHtml(soiled(text));
        expect(shapeOf(readHtml(page).children[0] as HtmlElement)).toEqual(shape);
        expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 40 },
    );
  });

  test('can be filtered by every severity and component of its findings', () => {
    const articles = named(NO_GO, 'article').map(({ attributes }) => attributes);
    expect(articles).toHaveLength(NO_GO.findings.length);
    const boxes = named(NO_GO, 'input').map(({ attributes }) => attributes.value);
    const options = named(NO_GO, 'option').map(({ attributes }) => attributes.value);
    expect(new Set(boxes)).toEqual(new Set(articles.map((one) => one['data-severity'])));
    expect(new Set(options)).toEqual(new Set(['', ...articles.map((one) => one['data-component'])]));
  });

  test('reads whole without its script: folded parts are open and the filter is hidden', () => {
    for (const { attributes } of named(NO_GO, 'details')) expect(attributes).toHaveProperty('open');
    expect(named(NO_GO, 'form')[0]?.attributes).toHaveProperty('hidden');
  });

  test('marks what is waived, with who accepts it', () => {
    const told = named(WAIVED, 'p').filter(({ attributes }) => attributes.class === 'waived');
    expect(told.map(({ text }) => text)).toEqual(
      Array.from({ length: 2 }, () =>
        expect.stringMatching(/^Waived by team-platform until 2026-12-01 \(OPS-4711\): /),
      ),
    );
  });
});
