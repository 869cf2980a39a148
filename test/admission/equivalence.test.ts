import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Equivalents } from '../../src/admission/equivalence.ts';
import { findEquivalences } from '../../src/admission/find-equivalences.ts';
import type { AdmissionRequest, GroupVersionResource } from '../../src/admission/request.ts';
import { simulate, simulationOn } from '../../src/admission/simulate.ts';
import type { ServedResource } from '../../src/facts/cluster-facts.ts';
import { known, partial, unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { chainWith, namespace } from './support/cluster-of.ts';

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

  test('a server that did not answer leaves open what its own groups serve, and nothing else', () => {
    const builtIn = [
      {
        group: 'apps',
        version: 'v1',
        resource: 'deployments',
        kind: 'Deployment',
        namespaced: true,
        subresources: [],
      },
    ];
    const resource = { group: 'apps', version: 'v1', resource: 'deployments' };
    const possible = (missing?: readonly string[]) =>
      findEquivalences(partial(builtIn, 'a server did not answer', missing), NO_DEFINITIONS).of(resource, '')
        .possible;
    expect(possible(['metrics.k8s.io'])).toEqual([]);
    expect(possible(['apps'])).toBe('any');
    // `extensions` may serve the same objects.
    expect(possible(['extensions'])).toBe('any');
    expect(possible()).toBe('any');
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

  describe('of a custom resource', () => {
    const widgets = { group: 'example.dev', version: 'v1', resource: 'widgets' };
    const definition: KubeObject = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.dev' },
      spec: {
        group: 'example.dev',
        names: { plural: 'widgets', kind: 'Widget' },
        versions: [
          { name: 'v1alpha1', served: false, subresources: { status: {} } },
          { name: 'v1', served: true, storage: true, subresources: { status: {}, scale: {} } },
          { name: 'v1beta1', served: true, subresources: { scale: {} } },
        ],
      },
    };
    const shown = known<readonly ServedResource[]>([
      { ...widgets, kind: 'Widget', namespaced: true, subresources: [] },
      { ...widgets, version: 'v1beta1', kind: 'Widget', namespaced: true, subresources: [] },
    ]);

    test.each([
      ['with discovery', shown],
      ['without discovery', unknown('it was not read')],
    ])('every version of its definition counts, served or not, in its order: %s', (_, discovered) => {
      const { of } = findEquivalences(discovered, known([definition]));
      const versions = (sub: string) => of(widgets, sub).others.map(({ resource }) => resource.version);
      expect(versions('')).toEqual(['v1alpha1', 'v1beta1']);
      expect(versions('status')).toEqual(['v1alpha1']);
      expect(versions('scale')).toEqual(['v1beta1']);
      expect(of(widgets, '')).toMatchObject({ possible: [], ordered: true });
    });

    test('where definitions were not read there may be versions that discovery does not show', () => {
      const { of } = findEquivalences(shown, unknown('they cannot be listed'));
      expect(of(widgets, '')).toMatchObject({ possible: 'any', ordered: false });
      const deployments = { group: 'apps', version: 'v1', resource: 'deployments' };
      expect(of(deployments, '')).toMatchObject({ possible: [] });
    });

    test('a webhook for a version that is not served is called all the same', () => {
      const webhook: KubeObject = {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'old' },
        webhooks: [
          {
            name: 'old',
            rules: [
              {
                operations: ['*'],
                apiGroups: ['example.dev'],
                apiVersions: ['v1alpha1'],
                resources: ['widgets'],
              },
            ],
            clientConfig: { url: 'https://engine.example.dev/' },
            matchConditions: [
              { name: 'one', expression: 'object.apiVersion == "example.dev/v1alpha1" && object.size == 3' },
            ],
          },
        ],
      };
      const chain = chainWith([namespace('team-a'), definition, webhook], { discovery: shown });
      const request: AdmissionRequest = {
        kind: { group: 'example.dev', version: 'v1', kind: 'Widget' },
        resource: widgets,
        name: 'one',
        namespace: 'team-a',
        operation: 'CREATE',
        userInfo: { username: 'jane' },
        object: { apiVersion: 'example.dev/v1', kind: 'Widget', metadata: { name: 'one' }, size: 3 },
        oldObject: null,
      };
      expect(simulate(request, chain, simulationOn(chain, '1.36'))).toMatchObject([
        { does: 'call', as: { kind: { group: 'example.dev', version: 'v1alpha1', kind: 'Widget' } } },
      ]);
    });
  });
});
