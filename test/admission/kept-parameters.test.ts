import { describe, expect, test } from '@jest/globals';
import type { ParamKind, Policy, PolicyBinding } from '../../src/admission/policy.ts';
import { paramLookup } from '../../src/admission/policy-params.ts';
import { compileCel } from '../../src/cel/cel.ts';
import type { ListCollector } from '../../src/cluster/collector.ts';
import { COLLECTORS } from '../../src/cluster/collectors.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';

const lists = COLLECTORS.filter((one): one is ListCollector => !('objects' in one));

/** What a policy that takes its parameters from a collected object finds, by the name of that object. */
function paramsOf({ group, resource, kind, namespaced, project }: ListCollector, name: string) {
  const object: KubeObject = {
    apiVersion: group === '' ? 'v1' : `${group}/v1`,
    kind,
    metadata: { name: 'limits', ...(namespaced ? { namespace: 'team' } : {}) },
    surprise: { most: 1 },
  };
  const key = group === '' ? resource : `${resource}.${group}`;
  const facts = readFacts({
    origin: { kind: 'cluster', id: 'test' },
    serverVersion: unknown('not asked'),
    discovery: known([{ group, version: 'v1', resource, kind, namespaced, subresources: [] }]),
    requestedApis: unknown('not asked'),
    objects: { [key]: known([project(object)]) },
  });
  const paramKind: ParamKind = { group, version: 'v1', kind };
  const paramRef = { name, namespace: '', selector: undefined, denyIfMissing: false };
  return paramLookup(facts, 'parts')({ paramKind } as Policy, { paramRef } as PolicyBinding, 'team');
}

describe.each(lists.map((one) => [`${one.resource}.${one.group}`, one] as const))(
  '%s as parameters',
  (_, one) => {
    test('what was left out of them is unknown, never absent', () => {
      const params = paramsOf(one, 'limits');
      if (!('found' in params)) throw new Error('no parameters were found');
      const compiled = compileCel(
        'has(params.surprise)',
        { kubernetes: undefined, use: 'plain' },
        { declare: ['params'], resultType: 'bool' },
      );
      if ('compileError' in compiled) throw new Error(compiled.compileError);
      expect(compiled.program.evaluate({ params: params.found[0] ?? null })).not.toEqual({ value: false });
    });

    test('one that was not read is unknown where not all are read', () => {
      const params = paramsOf(one, 'another');
      const areAllRead = one.labelSelector === undefined && one.namespace === undefined;
      expect('found' in params).toBe(areAllRead);
    });
  },
);
