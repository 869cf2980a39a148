/** The shape of `knowledge/hazards/<minor>/<id>.yaml`: one cause, one file. */
import * as z from 'zod';
import { confidence, severity, source, step, trigger, versionEvent } from './common.ts';
import { detect } from './detect.ts';
import { count, id, line, prose, version } from './scalars.ts';

export const CATEGORIES = [
  'api-removal',
  'flag-removal',
  'feature-gate',
  'default-change',
  'control-plane-write',
  'regression',
  'requirement',
  'skew',
  'metrics',
  'security',
  'behaviour',
] as const;

const affects = z.strictObject({
  trigger,
  versions: z.array(versionEvent).min(1),
  /** Where the hazard exists at all; left out, everywhere. */
  distributions: z.array(id).min(1).optional(),
  /** For a regression without `fixed`: the newest patch for which it was confirmed to be still there. */
  checkedThrough: version.optional(),
});

const apiName = z.string().regex(/^[a-z0-9.-]*\/v\w+\/[a-z]+$/, 'group/version/resource');

/** A cluster in small, and what the hazard must say of it. Objects are ordinary Kubernetes YAML. */
const hazardCase = z.strictObject({
  name: line,
  /** `1.31.4 → 1.32.1`. */
  path: line,
  objects: z.array(z.record(z.string(), z.unknown())).optional(),
  /** How many there are of an object, by its name, where only a crowd makes the hazard: `web: 1001`. */
  copies: z.record(line, count).optional(),
  /** Facts that the case says could not be read: resource keys, `discovery`, `requestedApis`, `kubelets`, `metrics`. */
  unknown: z.array(line).optional(),
  /** `group/version/resource` that the cluster serves; the core group is empty: `/v1/pods`. */
  served: z.array(apiName).optional(),
  /** `group/version/resource`, as the deprecated-API metric would name them. */
  requestedApis: z.array(apiName).optional(),
  /** What each node's kubelet runs with, by the node's name; left out, the kubelets were not asked. */
  kubelets: z.record(line, z.record(z.string(), z.unknown())).optional(),
  /** The version of cgroups that kubelets found, by node. */
  cgroupVersions: z.record(line, count).optional(),
  /** Series as kube-apiserver writes them: `apiserver_storage_objects{resource="pods"} 7`. Of a metric that is not named there are none. */
  metrics: z.array(line).optional(),
  /** Answers to questions are never in a case: an `ask` hazard expects `unknown` where its question is relevant. */
  expect: z.enum(['hit', 'miss', 'unknown']),
  /** What the first evidence must say: names of its values and the text. */
  evidence: z.record(z.string(), z.string().meta({ editors: 'scalar' })).optional(),
});

export const hazard = z.strictObject({
  id,
  title: line,
  component: line,
  category: z.enum(CATEGORIES),
  severity,
  confidence,
  affects,
  detect,
  message: prose,
  explain: prose,
  remediate: z.array(step).min(1),
  rescue: z.array(step),
  sources: z.array(source).min(1),
  cases: z.array(hazardCase).min(1),
});

export type HazardFile = z.infer<typeof hazard>;
export type HazardCase = HazardFile['cases'][number];
/** A hazard as it ships: without its cases, which only prove it. */
export type Hazard = Omit<HazardFile, 'cases'>;
