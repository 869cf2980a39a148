import type { DetectorName, DetectorParams } from '../knowledge/shapes/detect.ts';
import { componentFlag } from './component-flag.ts';
import { componentFlags } from './component-flags.ts';
import { configDocument } from './config-document.ts';
import { configText } from './config-text.ts';
import { corefilePlugins } from './corefile-plugins.ts';
import { count } from './count.ts';
import type { Detector } from './detector.ts';
import { imageVersion } from './image-version.ts';
import { kubeletConfig } from './kubelet-config.ts';
import { metric } from './metric.ts';
import { objects } from './objects.ts';
import { podSpecs } from './pod-specs.ts';
import { proxyMode } from './proxy-mode.ts';
import { requestedApi } from './requested-api.ts';
import { servedResource } from './served-resource.ts';

/** Every detector by the name that hazards use. */
export const DETECTORS: { readonly [Name in DetectorName]: Detector<DetectorParams<Name>> } = {
  objects,
  'pod-specs': podSpecs,
  'image-version': imageVersion,
  'config-document': configDocument,
  'config-text': configText,
  'corefile-plugins': corefilePlugins,
  'component-flag': componentFlag,
  'component-flags': componentFlags,
  'kubelet-config': kubeletConfig,
  metric,
  count,
  'proxy-mode': proxyMode,
  'requested-api': requestedApi,
  'served-resource': servedResource,
};

/** A detector by its name, its parameters taken on trust: shapes hold them to their types before they ship. */
export function detectorNamed(name: string): Detector<unknown> | undefined {
  return Object.hasOwn(DETECTORS, name) ? (DETECTORS[name as DetectorName] as Detector<unknown>) : undefined;
}
