import { describe, expect, test } from '@jest/globals';
import { knowledgeSchemas } from '../../scripts/knowledge-schemas.ts';
import { DETECTORS } from '../../src/detectors/registry.ts';

const schemas = new Map(
  knowledgeSchemas().map(({ path, text }) => [path.replace(/^.*\/|\.schema\.json$/g, ''), JSON.parse(text)]),
);

describe('schemas for editors', () => {
  test('there is one for each kind of file', () => {
    expect([...schemas.keys()].sort()).toEqual([
      'addon',
      'admission-plugins',
      'apis',
      'feature-gates',
      'flags',
      'hazard',
      'pack',
      'product',
      'releases',
      'storage-versions',
      'writes',
    ]);
  });

  test('a detection offers every detector with its parameters, and detections within detections', () => {
    const { detect } = schemas.get('hazard').definitions;
    expect(Object.keys(detect.properties).sort()).toEqual(
      ['all', 'any', 'not', 'ask', ...Object.keys(DETECTORS)].sort(),
    );
    expect(detect.properties.objects.required).toEqual(['resource', 'where']);
    expect(detect.properties.not).toEqual({ $ref: '#/definitions/detect' });
    expect(schemas.get('hazard').properties.detect).toEqual({ $ref: '#/definitions/detect' });
  });

  test('what editors read as a number or a truth value is let through', () => {
    expect(schemas.get('releases').properties.releases.items.properties.minor.type).toEqual([
      'string',
      'number',
    ]);
    expect(schemas.get('flags').properties.flags.items.properties.measured.type).toBe('boolean');
  });

  test('nothing of our own words is left in them', () => {
    for (const [name, schema] of schemas) {
      expect([name, JSON.stringify(schema).includes('"editors"')]).toEqual([name, false]);
    }
  });
});
