/** The shapes of `detect` in a hazard: one detector by its name with its parameters, or several combined by `all`, `any` and `not`. */
import * as z from 'zod';
import { line, prose } from './scalars.ts';

/** What a hazard says under `detect`: a mapping of exactly one name. A name nobody knows makes the hazard unknown, never silent. */
export type Detect = Readonly<Record<string, unknown>>;

/** Evidence beside the object: names as placeholders use them, and the CEL expressions that give their texts. */
const values = z.record(z.string().regex(/^[a-z][a-zA-Z0-9]*$/, 'a name in camelCase'), prose);

/** What it means that the thing looked at is not there at all. */
const ifMissing = z.enum(['miss', 'unknown']);

/** `3.5.26`, `1.7`. */
const number = z
  .string()
  .regex(/^\d+(?:\.\d+){0,3}$/, 'a version such as 3.5.26')
  .meta({ editors: 'text-or-number' });

/** `1000`; like every scalar of the knowledge it is read as text. */
const whole = z
  .string()
  .regex(/^\d{1,9}$/, 'a whole number such as 1000')
  .meta({ editors: 'text-or-number' });

const objects = z.strictObject({
  /** `plural` or `plural.group`. */
  resource: line,
  /** CEL over `object`. */
  where: prose,
  values: values.optional(),
});

const podSpecs = z.strictObject({
  /** CEL over `spec` (the pod's), `metadata` (the pod's or its template's) and `object` (the workload, or a pod that no workload stands for). */
  where: prose,
  values: values.optional(),
});

const imageVersion = z
  .strictObject({
    /** The last part of the repository: `etcd` for `registry.k8s.io/etcd`. */
    image: line,
    /** Only pods of this namespace. */
    namespace: line.optional(),
    /** The first version that is meant. */
    from: number.optional(),
    /** The first version that is no longer meant. */
    before: number.optional(),
    ifMissing,
  })
  .refine(
    ({ from, before }) => from !== undefined || before !== undefined,
    'from or before: which versions are meant',
  );

const configDocument = z.strictObject({
  namespace: line,
  name: line,
  key: line,
  /** CEL over `document`, the parsed YAML. */
  where: prose,
  values: values.optional(),
  ifMissing,
});

const configText = z.strictObject({
  namespace: line,
  name: line,
  key: line,
  /** CEL over `text`, what stands under the key. */
  where: prose,
  values: values.optional(),
  ifMissing,
});

const requestedApi = z.strictObject({
  /** Empty for the core group. */
  group: z.string(),
  version: line,
  resource: line.optional(),
});

const servedResource = z.strictObject({ group: z.string(), version: line.optional(), resource: line });

const componentFlag = z.strictObject({
  component: z.enum(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd', 'kube-proxy']),
  /** Without hyphens in front. */
  flag: line,
  /** CEL over `value`; left out, any value. */
  where: prose.optional(),
});

const componentFlags = z.strictObject({
  component: z.enum(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd', 'kube-proxy']),
  /** The flags that are compared, with each other or with those of other processes; without hyphens in front. */
  flags: z.array(line).min(1),
  /** CEL over `flags`, the values of each by its name, and `others`, the same of the component's other processes. */
  where: prose,
  values: values.optional(),
});

const kubeletConfig = z.strictObject({
  /** CEL over `config`, `node`, which is empty for the document that kubeadm keeps, and `cgroupVersion`, which a document does not have. */
  where: prose,
  values: values.optional(),
  /** What it means that the kubelets were not asked, and that no document of an installer says so. */
  ifUnasked: ifMissing,
});

const metric = z.strictObject({
  /** A metric of kube-apiserver. */
  metric: z
    .string()
    .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, 'the name of a metric, apiserver_storage_objects say'),
  /** CEL over `value` and `labels`; left out, any series. */
  where: prose.optional(),
  values: values.optional(),
  /** What it means that there is no series at all. */
  ifMissing,
});

const count = z
  .strictObject({
    /** `plural` or `plural.group`. */
    resource: line,
    /** CEL over `object`; left out, all objects are counted. */
    where: prose.optional(),
    /** CEL over `object`: those for which it gives the same are counted together. */
    per: prose.optional(),
    moreThan: whole.optional(),
    fewerThan: whole.optional(),
  })
  .refine(
    ({ moreThan, fewerThan }) => (moreThan === undefined) !== (fewerThan === undefined),
    'moreThan or fewerThan: which numbers are meant',
  )
  .refine(
    ({ per, fewerThan }) => per === undefined || fewerThan === undefined,
    'per goes with moreThan: of what is not there no group can be told',
  );

/** `unset` is a mode that nobody chose. */
const proxyMode = z.strictObject({
  modes: z.array(z.enum(['iptables', 'ipvs', 'nftables', 'kernelspace', 'unset'])).min(1),
});

const corefilePlugins = z.strictObject({
  /** The plugins that are not meant. */
  otherThan: z.array(line).min(1),
});

/** Every detector's parameters by its name. */
export const DETECTOR_SHAPES = {
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
} as const;

export type DetectorName = keyof typeof DETECTOR_SHAPES;
export type DetectorParams<Name extends DetectorName> = z.infer<(typeof DETECTOR_SHAPES)[Name]>;

/** Something only a person can answer, asked where it matters. */
export interface Ask {
  readonly question: string;
  /** How to find the answer. */
  readonly how: string;
  /** Left out, it always matters. */
  readonly relevant?: Detect | undefined;
}

/** Holds a detection to the shapes of the detectors that are known; names that are not known pass, for lint to say. */
export const detect: z.ZodType<Detect> = z
  .record(z.string(), z.unknown())
  .superRefine((value, context) => {
    const entries = Object.entries(value);
    if (entries.length !== 1) {
      context.addIssue({
        code: 'custom',
        message: `exactly one of all, any, not, ask, ${Object.keys(DETECTOR_SHAPES).join(', ')}`,
      });
    }
    for (const [name, params] of entries) {
      const shape = shapeOf(name);
      const result = shape?.safeParse(params);
      for (const issue of result?.error?.issues ?? []) {
        context.addIssue({ ...issue, path: [name, ...issue.path] });
      }
    }
  })
  .meta({ editors: 'detection' });

const several = z.array(z.lazy(() => detect)).min(2);
const ask: z.ZodType<Ask> = z.strictObject({
  question: line,
  how: prose,
  relevant: z.lazy(() => detect).optional(),
});

function shapeOf(name: string): z.ZodType | undefined {
  if (name === 'all' || name === 'any') return several;
  if (name === 'not') return detect;
  if (name === 'ask') return ask;
  return Object.hasOwn(DETECTOR_SHAPES, name) ? DETECTOR_SHAPES[name as DetectorName] : undefined;
}
