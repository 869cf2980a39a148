import type { HopName, Step } from '../assessment/finding.ts';

/** The upgrade of this cluster, in the order in which it is done. */
export interface Plan {
  readonly stages: readonly PlanStage[];
}

/** Preparations, one hop, or what comes after the last. */
export interface PlanStage {
  readonly title: string;
  /** Only where the stage is a hop. */
  readonly hop?: HopName;
  readonly steps: readonly Step[];
}
