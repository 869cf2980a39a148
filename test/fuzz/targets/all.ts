import type { Target } from '../target.ts';
import { FACT_TARGETS } from './facts.ts';
import { HANDED_IN_TARGETS } from './handed-in.ts';
import { TEXT_TARGETS } from './texts.ts';

/** Everything of the project that reads what others wrote. */
export const TARGETS: readonly Target[] = [...FACT_TARGETS, ...HANDED_IN_TARGETS, ...TEXT_TARGETS];
