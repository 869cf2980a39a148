import { DETECTOR_SHAPES } from '../src/knowledge/shapes/detect.ts';
import { schemaOf } from './editor-schema.ts';

/** What `detect` may hold, by name: a detection holds detections, which zod's own translation cannot show. */
export function detectDefinitions(): Readonly<Record<string, unknown>> {
  const inner = { $ref: '#/definitions/detect' };
  const several = { type: 'array', minItems: 2, items: inner };
  const detectors = Object.entries(DETECTOR_SHAPES).map(([name, shape]) => [name, schemaOf(shape)]);
  const ask = {
    type: 'object',
    description: 'Something only a person can answer; it must be the whole detection',
    properties: { question: { type: 'string' }, how: { type: 'string' }, relevant: inner },
    required: ['question', 'how'],
    additionalProperties: false,
  };
  return {
    detect: {
      type: 'object',
      description: 'One detector with its parameters, or several combined',
      minProperties: 1,
      maxProperties: 1,
      properties: { all: several, any: several, not: inner, ask, ...Object.fromEntries(detectors) },
    },
  };
}
