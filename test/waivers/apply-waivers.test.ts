import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../../src/assessment/finding.ts';
import { decideVerdict } from '../../src/assessment/verdict.ts';
import { applyWaivers } from '../../src/waivers/apply-waivers.ts';
import type { Waiver } from '../../src/waivers/waiver-file.ts';
import { findingOf } from '../report/assessments/base.ts';
import { NO_GO } from '../report/assessments/no-go.ts';

const TODAY = '2026-11-24';
const [OUTAGE, GATE] = NO_GO.findings as readonly [Finding, Finding];
const NODES = findingOf({
  id: 'old-kernel',
  title: 'Old kernels',
  message: 'Old.',
  severity: 'disruptive',
  evidence: ['w1', 'w2'].map((name) => ({ object: { kind: 'Node', name }, values: {} })),
});

const waiver = (hazard: string, change: Partial<Waiver> = {}): Waiver => ({
  hazard,
  reason: 'known',
  owner: 'Ada',
  expires: '2026-12-31',
  ...change,
});
const node = (name: string, change: Partial<Waiver> = {}) =>
  waiver('old-kernel', { object: { kind: 'Node', name }, ...change });

function outcomeOf(findings: readonly Finding[], waivers: readonly Waiver[]) {
  const { findings: after, remarks } = applyWaivers(findings, waivers, TODAY);
  return { waived: after.map(({ waived }) => waived), remarks: remarks.map(({ state }) => state) };
}

describe('a waiver', () => {
  test('marks its finding, which stays', () => {
    const { findings } = applyWaivers([NODES], [waiver('old-kernel', { ticket: 'OPS-1' })], TODAY);
    expect(findings).toEqual([
      { ...NODES, waived: { reason: 'known', owner: 'Ada', expires: '2026-12-31', ticket: 'OPS-1' } },
    ]);
  });

  test.each([
    ['2026-11-24', [], true],
    ['2026-11-23', ['expired'], false],
  ])('that expires on %s, seen on 2026-11-24', (expires, remarks, counts) => {
    const outcome = outcomeOf([NODES], [waiver('old-kernel', { expires })]);
    expect(outcome.remarks).toEqual(remarks);
    expect(outcome.waived[0] !== undefined).toBe(counts);
  });

  test('that matches nothing is reported', () => {
    expect(outcomeOf([NODES], [waiver('other'), node('w9')])).toEqual({
      waived: [undefined],
      remarks: ['unused', 'unused'],
    });
  });

  test('for some of the objects leaves the finding as it is, and names the others', () => {
    const { findings, remarks } = applyWaivers([NODES], [node('w1')], TODAY);
    expect(findings).toEqual([NODES]);
    expect(remarks).toMatchObject([{ state: 'partial', object: 'Node w1' }]);
    expect(remarks[0]?.because).toContain('Node w2');
  });

  test('for each of the objects together accept the finding, until the first expires', () => {
    const { waived } = outcomeOf(
      [NODES],
      [
        node('w1', { owner: 'Ada', expires: '2027-01-31' }),
        node('w2', { owner: 'Bob', expires: '2026-12-01' }),
      ],
    );
    expect(waived).toEqual([{ reason: 'known', owner: 'Ada, Bob', expires: '2026-12-01' }]);
  });

  test('for all of the objects that were seen does not accept what could not be seen', () => {
    const partly = { ...NODES, because: ['nodes of one pool could not be read'] };
    const { waived, remarks } = outcomeOf([partly], [node('w1'), node('w2')]);
    expect(waived).toEqual([undefined]);
    expect(remarks).toEqual(['partial', 'partial']);
  });

  test('for an object tells namespaces apart', () => {
    const evidence = [{ object: { kind: 'Pod', namespace: 'a', name: 'p' }, values: {} }];
    const pod = { ...NODES, evidence };
    const named = (namespace?: string) =>
      waiver('old-kernel', {
        object: { kind: 'Pod', name: 'p', ...(namespace === undefined ? {} : { namespace }) },
      });
    expect(outcomeOf([pod], [named('a')]).remarks).toEqual([]);
    expect(outcomeOf([pod], [named('b')]).remarks).toEqual(['unused']);
    expect(outcomeOf([pod], [named()]).remarks).toEqual(['unused']);
  });
});

describe('a waiver of a blocker', () => {
  test('that is a denied write needs acknowledgeOutage', () => {
    expect(outcomeOf([OUTAGE], [waiver(OUTAGE.id)])).toEqual({
      waived: [undefined],
      remarks: ['not-acknowledged'],
    });
    expect(outcomeOf([OUTAGE], [waiver(OUTAGE.id, { acknowledgeOutage: true })]).remarks).toEqual([]);
  });

  test('may name the hazard of the only one, and never accepts several gates or webhooks at once', () => {
    const other = { ...GATE, id: 'feature-gate-removed/Other' };
    expect(outcomeOf([GATE], [waiver(GATE.hazard)]).remarks).toEqual([]);
    expect(outcomeOf([GATE, other], [waiver(GATE.hazard)])).toEqual({
      waived: [undefined, undefined],
      remarks: ['too-wide', 'too-wide'],
    });
    expect(outcomeOf([GATE, other], [waiver(GATE.id)]).waived[1]).toBeUndefined();
    expect(outcomeOf([GATE, other], [waiver(GATE.id), waiver(other.id)]).remarks).toEqual([]);
  });

  test('makes a GO of a NO-GO only when every blocker is waived', () => {
    const verdict = (waivers: readonly Waiver[]) =>
      decideVerdict({
        ...applyWaivers(NO_GO.findings, waivers, TODAY),
        questions: [],
        notChecked: [],
        beyondKnowledge: [],
      });
    const one = waiver(OUTAGE.id, { acknowledgeOutage: true });
    expect(verdict([one])).toBe('NO-GO');
    expect(verdict([one, waiver(GATE.id)])).toBe('GO');
  });
});

test('no waiver changes a finding but by its mark, and none waives what it does not name', () => {
  const anyWaiver = fc.record({
    hazard: fc.constantFrom(...NO_GO.findings.flatMap(({ id, hazard }) => [id, hazard]), 'other'),
    reason: fc.constant('known'),
    owner: fc.constantFrom('Ada', 'Bob'),
    expires: fc.constantFrom('2026-11-23', '2026-11-24', '2027-01-01'),
    acknowledgeOutage: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyWaiver, { maxLength: 6 }), (waivers) => {
      const { findings } = applyWaivers(NO_GO.findings, waivers, TODAY);
      expect(findings.map(({ waived: _, ...finding }) => finding)).toEqual(NO_GO.findings);
      for (const { waived, id, hazard, severity, writes } of findings) {
        if (waived === undefined) continue;
        const named = waivers.filter((one) => one.hazard === id || one.hazard === hazard);
        const live = named.filter(({ expires }) => expires >= TODAY);
        expect(live).not.toEqual([]);
        if (severity === 'blocker' && writes !== undefined) {
          expect(live.some(({ acknowledgeOutage }) => acknowledgeOutage)).toBe(true);
        }
      }
    }),
  );
});
