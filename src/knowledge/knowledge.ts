import type { Release } from '../upgrade/path.ts';
import type { Addon } from './shapes/addon.ts';
import type { AdmissionPlugins } from './shapes/admission-plugins.ts';
import type { Apis } from './shapes/apis.ts';
import type { FeatureGates } from './shapes/feature-gates.ts';
import type { Flags } from './shapes/flags.ts';
import type { Hazard } from './shapes/hazard.ts';
import type { Product } from './shapes/product.ts';
import type { StorageVersions } from './shapes/storage-versions.ts';
import type { WritesFile } from './shapes/writes.ts';

/** All knowledge as it ships: compiled from YAML at build, trusted when it is loaded. */
export interface Knowledge {
  /** The day it was written, `2026.11.22`. */
  readonly version: string;
  readonly releases: readonly Release[];
  readonly hazards: readonly Hazard[];
  readonly writes: readonly WritesFile[];
  readonly addons: readonly Addon[];
  readonly products: readonly Product[];
  readonly apis: Apis;
  readonly featureGates: FeatureGates;
  readonly flags: Flags;
  readonly admissionPlugins: AdmissionPlugins;
  readonly storageVersions: StorageVersions;
  /** Private packs whose entries are among these; left out, there are none. */
  readonly packs?: readonly PackName[];
}

/** A private pack as reports name it. */
export interface PackName {
  readonly name: string;
  readonly version: string;
  /** SHA-256 of its files. */
  readonly digest: string;
}
