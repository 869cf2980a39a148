import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Equivalents, findEquivalences } from '../../src/admission/equivalence.ts';
import type { GroupVersionResource } from '../../src/admission/request.ts';
import type { ServedResource } from '../../src/facts/cluster-facts.ts';
import { known, partial, unknown } from '../../src/facts/fact.ts';

const served: fc.Arbitrary<ServedResource> = fc
  .record({
    group: fc.constantFrom('', 'apps', 'extensions', 'events.k8s.io', 'example.dev'),
    version: fc.constantFrom('v1', 'v1beta1', 'v2'),
    resource: fc.constantFrom('events', 'deployments', 'widgets'),
    sub: fc.boolean(),
  })
  .map(({ group, version, resource, sub }) => ({
    group,
    version,
    resource,
    kind: 'Kind',
    namespaced: true,
    subresources: sub ? [{ name: 'scale', group: 'autoscaling', version: 'v1', kind: 'Scale' }] : [],
  }));
const place = ({ group, version, resource }: GroupVersionResource) => `${group}/${version}/${resource}`;
const discovery = fc.uniqueArray(served, { selector: place, maxLength: 12 });
const subResource = fc.constantFrom('', 'scale');
const NO_DEFINITIONS = known([]);
const names = ({ others }: Equivalents) => others.map(({ resource }) => place(resource)).sort();

describe('equivalent resources', () => {
  test('a resource is none of its own, and equivalence goes both ways', () => {
    fc.assert(
      fc.property(discovery, (resources) => {
        const { of } = findEquivalences(known(resources), NO_DEFINITIONS);
        for (const one of resources) {
          const others = names(of(one, ''));
          expect(others).not.toContain(place(one));
          for (const other of resources) {
            expect(others.includes(place(other))).toBe(names(of(other, '')).includes(place(one)));
          }
        }
      }),
    );
  });

  test('whoever is equivalent to the same resource is equivalent to one another', () => {
    fc.assert(
      fc.property(discovery, (resources) => {
        const { of } = findEquivalences(known(resources), NO_DEFINITIONS);
        for (const one of resources) {
          const family = [place(one), ...names(of(one, ''))].sort();
          for (const { resource } of of(one, '').others) {
            expect([place(resource), ...names(of(resource, ''))].sort()).toEqual(family);
          }
        }
      }),
    );
  });

  test('a version without the subresource is no equivalent of a request for it', () => {
    fc.assert(
      fc.property(discovery, served, (resources, asked) => {
        const { of } = findEquivalences(known(resources), NO_DEFINITIONS);
        for (const { resource, kind } of of(asked, 'scale').others) {
          const other = resources.find((one) => place(one) === place(resource));
          expect(other?.subresources).toHaveLength(1);
          expect(kind.kind).toBe('Scale');
        }
      }),
    );
  });

  test('what a part of discovery shows is part of what all of it shows, and there may be more', () => {
    fc.assert(
      fc.property(discovery, served, subResource, fc.nat(), (resources, asked, sub, seed) => {
        const part = resources.filter((_one, index) => (seed >> index) % 2 === 0);
        const whole = findEquivalences(known(resources), NO_DEFINITIONS).of(asked, sub);
        const some = findEquivalences(partial(part, 'a server did not answer'), NO_DEFINITIONS).of(
          asked,
          sub,
        );
        expect(names(whole)).toEqual(expect.arrayContaining(names(some)));
        expect({ whole: whole.possible, some: some.possible }).toEqual({ whole: [], some: 'any' });
      }),
    );
  });

  test('without discovery a release is gone by, and without a release nothing is known', () => {
    const autoscalers = { group: 'autoscaling', version: 'v1', resource: 'horizontalpodautoscalers' };
    const nobody = unknown('it was not read');
    expect(names(findEquivalences(nobody, NO_DEFINITIONS, '1.34').of(autoscalers, ''))).toEqual([
      'autoscaling/v2/horizontalpodautoscalers',
    ]);
    expect(findEquivalences(nobody, NO_DEFINITIONS).of(autoscalers, '')).toMatchObject({
      others: [],
      possible: 'any',
    });
    expect(findEquivalences(nobody, NO_DEFINITIONS, '1.99').of(autoscalers, '')).toMatchObject({
      possible: 'any',
    });
    const cidrs = { group: 'networking.k8s.io', version: 'v1', resource: 'servicecidrs' };
    expect(findEquivalences(nobody, NO_DEFINITIONS, '1.34').of(cidrs, '')).toMatchObject({
      others: [],
      possible: [{ ...cidrs, version: 'v1beta1' }],
    });
    const widgets = { group: 'example.dev', version: 'v1', resource: 'widgets' };
    expect(findEquivalences(nobody, NO_DEFINITIONS, '1.34').of(widgets, '')).toMatchObject({
      possible: 'any',
    });
  });
});
