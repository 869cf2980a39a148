import type { Target } from '../target.ts';
import { FACT_TARGETS } from './facts.ts';

/** Everything of the project that reads what others wrote. */
export const TARGETS: readonly Target[] = [...FACT_TARGETS];
