import { describe, expect, test } from '@jest/globals';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { compileCel } from '../../src/cel/cel.ts';
import { factsOf } from '../../src/cluster/files.ts';
import { exemptWriters, withConditions } from '../../src/detectors/control-plane-write/exemption.ts';
import { planWrites } from '../../src/detectors/control-plane-write/planned-writes.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { type Hop, type Path, planPath } from '../../src/upgrade/path.ts';
import { RELEASES, WRITES } from './examine.ts';

const [HOP] = (planPath('1.33', '1.34', RELEASES) as Path).hops as readonly [Hop];
const PLANNED = planWrites(WRITES, HOP, 'kubeadm', readFacts(factsOf([], [])));

/** Whether a webhook with these conditions would still be called for a request. */
const isCalled = (expressions: readonly string[], request: Partial<AdmissionRequest>): boolean =>
  expressions.every((expression) => {
    const compiled = compileCel(
      expression,
      { kubernetes: '1.30', use: 'matchConditions', hasAuthorizer: true },
      { resultType: 'bool' },
    );
    if ('compileError' in compiled) throw new Error(`${expression}: ${compiled.compileError}`);
    const result = compiled.program.evaluate({ request, object: null, oldObject: null });
    if (!('value' in result)) throw new Error(`${expression}: ${JSON.stringify(result)}`);
    return result.value === true;
  });

const asSeen = ({ subResource, namespace, resource, userInfo }: AdmissionRequest) => ({
  resource,
  userInfo,
  ...(subResource === undefined ? {} : { subResource }),
  ...(namespace === undefined ? {} : { namespace }),
});

describe('conditions for the writers of an upgrade', () => {
  const writers = [...new Set(PLANNED.map(({ request }) => request.userInfo.username ?? ''))];
  const conditions = exemptWriters(PLANNED) ?? [];
  const expressions = conditions.map(({ expression }) => expression);

  test('there are several writers, and a condition for each', () => {
    expect(writers.length).toBeGreaterThan(3);
    expect(conditions).toHaveLength(writers.length);
    expect(new Set(conditions.map(({ name }) => name)).size).toBe(conditions.length);
  });

  test('every planned write passes', () => {
    for (const { request } of PLANNED) expect(isCalled(expressions, asSeen(request))).toBe(false);
  });

  test('the same writes by anybody else are checked', () => {
    for (const { request } of PLANNED) {
      expect(isCalled(expressions, { ...asSeen(request), userInfo: { username: 'eve' } })).toBe(true);
    }
  });

  test('what else these users write is checked, but for kube-apiserver itself', () => {
    for (const { request } of PLANNED) {
      const other = {
        ...asSeen(request),
        resource: { group: 'example.com', version: 'v1', resource: 'widgets' },
      };
      expect(isCalled(expressions, other)).toBe(request.userInfo.username !== 'system:apiserver');
    }
  });

  test('a subresource is not exempt because its resource is', () => {
    const [condition] =
      exemptWriters([
        {
          ...(PLANNED[0] as (typeof PLANNED)[number]),
          request: {
            ...(PLANNED[0] as (typeof PLANNED)[number]).request,
            userInfo: { username: 'kubernetes-admin' },
            resource: { group: '', version: 'v1', resource: 'nodes' },
          },
        },
      ]) ?? [];
    const request = {
      resource: { group: '', version: 'v1', resource: 'nodes' },
      userInfo: { username: 'kubernetes-admin' },
    };
    expect(isCalled([condition?.expression ?? ''], request)).toBe(false);
    expect(isCalled([condition?.expression ?? ''], { ...request, subResource: 'status' })).toBe(true);
  });
});

describe('a list of conditions', () => {
  const added = [{ name: 'exclude-kube-apiserver', expression: 'true' }];

  test('keeps what it has and gives what is added a free name', () => {
    const existing = [{ name: 'exclude-kube-apiserver', expression: 'false' }];
    expect(withConditions(existing, added)).toEqual([
      { name: 'exclude-kube-apiserver', expression: 'false' },
      { name: 'exclude-kube-apiserver-2', expression: 'true' },
    ]);
  });

  test('has an end: a webhook takes 64 conditions', () => {
    const full = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `c${index}`, expression: 'true' }));
    expect(withConditions(full(63), added)).toHaveLength(64);
    expect(withConditions(full(64), added)).toBeUndefined();
  });
});
