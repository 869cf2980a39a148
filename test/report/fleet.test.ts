import { expect, test } from '@jest/globals';
import { fleetExitCode, type Member, renderFleet } from '../../src/report/fleet.ts';
import { NASTY } from './assessments/hostile.ts';

const checked = (verdict: 'GO' | 'NO-GO' | 'UNDETERMINED', exitCode: number): Member => ({
  context: `c-${verdict}`,
  state: 'checked',
  verdict,
  reason: 'Because.',
  from: '1.33.1',
  to: '1.34.2',
  exitCode,
});
const FAILED: Member = { context: 'c', state: 'failed', problem: 'It does not answer.' };

test.each<[Member[], number]>([
  [[checked('GO', 0)], 0],
  [[checked('GO', 0), checked('UNDETERMINED', 3)], 3],
  [[checked('GO', 0), FAILED, checked('UNDETERMINED', 3)], 2],
  [[FAILED, checked('NO-GO', 1)], 1],
  [[checked('NO-GO', 0), checked('GO', 4)], 4],
])('one exit code for several clusters', (members, code) => {
  expect(fleetExitCode(members)).toBe(code);
});

test('a summary has a line for each cluster, whatever they are called', () => {
  const text = renderFleet([checked('GO', 0), { ...FAILED, context: NASTY, problem: NASTY }], 'table');
  expect(text.split('\n').filter((line) => line !== '')).toHaveLength(3);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
