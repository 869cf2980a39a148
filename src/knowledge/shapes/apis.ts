/** The shape of `knowledge/apis.yaml`: API versions that kube-apiserver stopped to serve. */
import * as z from 'zod';
import { gateName, line, minor, truth } from './scalars.ts';

const api = z.strictObject({
  /** Empty for the core group. */
  group: z.string(),
  version: line,
  /** Plural name. */
  resource: line,
  kind: line,
  /** The first release that does not serve it with default settings. */
  removed: minor,
  /** Whether the release before served it without being told to. */
  default: truth,
  /** The gate that must be on as well to serve it. */
  gate: gateName.optional(),
  replacement: z.strictObject({ apiVersion: line, kind: line }).optional(),
  source: line,
});

const unregistered = z.strictObject({ group: z.string(), version: line, removed: minor, source: line });

export const apisFile = z.strictObject({
  sources: z.record(line, line),
  apis: z.array(api).min(1),
  /** Versions that --runtime-config may not name any more. */
  unregistered: z.array(unregistered),
});

export type Apis = z.infer<typeof apisFile>;
export type RemovedApi = Apis['apis'][number];
export type UnregisteredVersion = Apis['unregistered'][number];
