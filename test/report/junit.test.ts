import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { ALL } from './assessments/all.ts';
import { soiled } from './assessments/hostile.ts';
import { NO_GO } from './assessments/no-go.ts';
import { golden } from './golden.ts';
import { nastyText } from './nasty-text.ts';
import { readXml, type XmlElement } from './read-xml.ts';

const within = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...within(child, name)]);

describe('the JUnit file', () => {
  test.each(ALL)('of %s is as it was reviewed', (name, assessment) => {
    const text = renderJunit(assessment);
    expect(text).toBe(golden(`test/report/golden/${name}.junit.xml`, text));
  });

  test.each(ALL)(
    'of %s counts its cases rightly, and is red exactly where the verdict is not GO',
    (_, assessment) => {
      const suite = within(readXml(renderJunit(assessment)), 'testsuite')[0] as XmlElement;
      const count = (name: string) => within(suite, name).length;
      expect(suite.attributes).toMatchObject({
        tests: String(count('testcase')),
        failures: String(count('failure')),
        errors: String(count('error')),
        skipped: String(count('skipped')),
      });
      expect(count('failure') + count('error') > 0).toBe(assessment.verdict !== 'GO');
      expect(count('failure') > 0).toBe(assessment.verdict === 'NO-GO');
    },
  );

  test('keeps the shape it has with harmless text, and every attribute reads back', () => {
    const shape = (assessment: Assessment) => skeleton(readXml(renderJunit(assessment)));
    const expected = shape(soiled('word'));
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(shape(soiled(text))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('says of a blocker what will happen and how to mend it', () => {
    const [, failure] = within(readXml(renderJunit(NO_GO)), 'failure');
    expect(failure?.attributes.message).toContain('nothing will answer');
    expect(failure?.text).toContain('Fix: Let the requests of kube-apiserver itself pass.');
  });
});

function skeleton({ name, attributes, children }: XmlElement): unknown {
  return [name, Object.keys(attributes), children.map(skeleton)];
}
