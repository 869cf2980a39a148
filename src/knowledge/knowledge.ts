import type { Release } from '../upgrade/path.ts';
import type { Hazard } from './shapes/hazard.ts';
import type { WritesFile } from './shapes/writes.ts';

/** All knowledge as it ships: compiled from YAML at build, trusted when it is loaded. */
export interface Knowledge {
  /** The day it was written, `2026.11.22`. */
  readonly version: string;
  readonly releases: readonly Release[];
  readonly hazards: readonly Hazard[];
  readonly writes: readonly WritesFile[];
}
