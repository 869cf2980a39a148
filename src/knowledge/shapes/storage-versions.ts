/** The shape of `knowledge/storage-versions.yaml`: in which version each release writes a resource to etcd, and which it can still read. */
import * as z from 'zod';
import { id, line, minor } from './scalars.ts';

const WRITES = /^(1\.(?:0|[1-9]\d{0,2})) (v\d+(?:(?:alpha|beta)\d+)?)$/;
const READS =
  /^(v\d+(?:(?:alpha|beta)\d+)?) from (1\.(?:0|[1-9]\d{0,2}))(?: until (1\.(?:0|[1-9]\d{0,2})))?$/;

/** `1.31 v1beta1`: from that release on it is written so. */
const written = z
  .string()
  .regex(WRITES, 'a release and the version that it writes from then on: 1.31 v1beta1')
  .transform((text) => {
    const [, from = '', version = ''] = WRITES.exec(text) ?? [];
    return { from, version };
  });

/** `v1alpha1 from 1.27 until 1.34`: 1.34 is the first release that cannot read it. */
const readable = z
  .string()
  .regex(
    READS,
    'a version, from, a release, and until with the first one that cannot read it: v1alpha1 from 1.27 until 1.34',
  )
  .transform((text) => {
    const [, version = '', from = '', until] = READS.exec(text) ?? [];
    return { version, from, ...(until === undefined ? {} : { until }) };
  });

const stored = z.strictObject({
  /** Empty for the core group. */
  group: z.string(),
  /** Plural name. */
  resource: line,
  kind: line,
  /** Where its objects lie in etcd. */
  prefix: z
    .string()
    .regex(/^\/registry\/\S+\/$/, 'a prefix of etcd keys, /registry/…/')
    .optional(),
  /** Each change of the version that is written, oldest first. */
  writes: z.array(written).min(1),
  reads: z.array(readable).min(1),
  /** Hazards that tell what becomes of objects in a version, by the version. */
  told: z.record(z.string().regex(/^v\d/, 'a version'), id).optional(),
  source: line,
  /** The release at which the source was last read. */
  read: minor,
  /** A further source, by its name under `sources`. */
  also: line.optional(),
});

export const storageVersionsFile = z.strictObject({
  sources: z.record(line, line),
  resources: z.array(stored).min(1),
});

export type StorageVersions = z.infer<typeof storageVersionsFile>;
export type StoredResource = StorageVersions['resources'][number];
