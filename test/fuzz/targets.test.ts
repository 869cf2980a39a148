import { describe, expect, test } from '@jest/globals';
import { TARGETS } from './targets/all.ts';

/** The share of a target's inputs that each run of the tests tries; long runs are `npm run fuzz`. */
const SHARE = 0.25;
/** Another part of the inputs every day, and the same all day long. */
const SEED = Math.floor(Date.now() / 86_400_000);

describe('whatever is handed in is taken, or refused in the project’s own words', () => {
  test.each(TARGETS.map((target) => [target.name, target] as const))(
    '%s',
    async (_, { check, runs }) => {
      expect(await check(Math.ceil(runs * SHARE), SEED)).toEqual({ tried: Math.ceil(runs * SHARE) });
    },
    60_000,
  );
});
