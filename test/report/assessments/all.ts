import type { Assessment } from '../../../src/assessment/assessment.ts';
import { GO } from './go.ts';
import { HOSTILE } from './hostile.ts';
import { NO_GO } from './no-go.ts';
import { UNDETERMINED } from './undetermined.ts';
import { WAIVED } from './waived.ts';

/** Every example of a report by the name of its golden files. */
export const ALL: readonly (readonly [string, Assessment])[] = [
  ['no-go', NO_GO],
  ['go', GO],
  ['undetermined', UNDETERMINED],
  ['hostile', HOSTILE],
  ['waived', WAIVED],
];
