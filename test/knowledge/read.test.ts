import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { formatProblem } from '../../src/knowledge/problem.ts';
import { readKnowledge } from '../../src/knowledge/read.ts';
import { validate } from '../../src/knowledge/validate.ts';

const read = (text: string) => readKnowledge({ path: 'hazards/x.yaml', text });

describe('reading knowledge', () => {
  test('keeps versions, words and days as text', () => {
    expect(read('minor: 1.30\nlocked: no\nday: 2026-01-02\nnothing: null\n')).toEqual({
      document: { minor: '1.30', locked: 'no', day: '2026-01-02', nothing: 'null' },
    });
  });

  test('types Kubernetes objects as Kubernetes does', () => {
    expect(read('cases:\n- path: 1.30\n  objects:\n  - {spec: {replicas: 3, paused: true}}\n')).toEqual({
      document: { cases: [{ path: '1.30', objects: [{ spec: { replicas: 3, paused: true } }] }] },
    });
  });

  test('leaves the parameters of the detector named objects as text', () => {
    expect(read('detect:\n  objects: {resource: nodes, atLeast: 1.30}\n')).toEqual({
      document: { detect: { objects: { resource: 'nodes', atLeast: '1.30' } } },
    });
  });

  test('names file and line of a syntax error', () => {
    const result = read('a: 1\nb: [1, 2\nc: 3\n');
    expect('problem' in result && formatProblem(result.problem)).toMatch(/^hazards\/x\.yaml:[23]: \S/);
  });

  test('names file, line and field of what does not fit its shape', () => {
    const text = 'id: x\naffects:\n  versions:\n    - introduced: "1.3"\n';
    const shape = z.strictObject({
      id: z.string(),
      title: z.string(),
      affects: z.object({
        versions: z.array(z.object({ introduced: z.string().min(5, 'a three-part version') })),
      }),
    });
    const result = validate(shape, (read(text) as { document: unknown }).document, 'x.yaml', text);
    expect('problems' in result && result.problems.map(formatProblem)).toEqual([
      expect.stringMatching(/^x\.yaml:1: title: /),
      'x.yaml:4: affects.versions[0].introduced: a three-part version',
    ]);
  });
});
