/** The shape of `knowledge/writes/<actor>.yaml`: what an actor writes during an upgrade, and what a denial does. */
import * as z from 'zod';
import { confidence, source, trigger, versionEvent } from './common.ts';
import { count, id, line, minor, prose } from './scalars.ts';

/** What a denied write does to its writer and so to the upgrade. */
export const EFFECTS = [
  /** The process ends and is started again, and again. */
  'exits',
  /** The process runs and never becomes ready. */
  'never-ready',
  /** The installer takes its step back. */
  'rolls-back',
  /** The installer stops before anything was changed. */
  'stops',
  /** The installer stops half-way; what is new stays new. */
  'stops-half-way',
  /** Nodes lose their readiness or never gain it. */
  'nodes-not-ready',
  /** Something stays as it was or comes late; the upgrade goes on. */
  'degraded',
] as const;

const effect = z.strictObject({
  effect: z.enum(EFFECTS),
  afterSeconds: count.optional(),
  /** What becomes of the writer where its writes succeed, but later than that: a hook may judge its time only between attempts. */
  whenLate: z.enum(['fails', 'goes-on']).optional(),
  /** A clause: "the process exits after 60 s". */
  says: line,
  explain: prose,
  confidence,
  sources: z.array(source).min(1),
});

const write = z.strictObject({
  id,
  identity: id,
  /** Which hops make it; `every: true` for all of them. */
  when: z.union([
    z.strictObject({ trigger, versions: z.array(versionEvent).min(1) }),
    z.strictObject({ every: z.literal('true').meta({ editors: 'true' }) }),
  ]),
  /** `if-missing`: only where the object is not there yet; `if-there`: only where it is. */
  condition: z.enum(['always', 'if-missing', 'if-there']),
  operations: z.array(z.enum(['CREATE', 'UPDATE', 'DELETE'])).min(1),
  group: z.string(),
  version: line,
  resource: line,
  subresource: line.optional(),
  kind: line,
  /** The first minor that serves this kind by default, where that lies within the knowledge. */
  servedFrom: minor.optional(),
  namespace: line.optional(),
  /** The objects' names; or whose names they take: every ClusterIP, every node. */
  names: z.array(line).min(1).optional(),
  namesOf: z.enum(['cluster-ips', 'nodes', 'control-plane-nodes']).optional(),
  /** What is known of the object sent; ordinary Kubernetes YAML. Missing fields are unknown, not absent. */
  object: z.record(z.string(), z.unknown()).optional(),
  distributions: z.array(id).min(1).optional(),
  ifDenied: id,
  sources: z.array(source).min(1),
});

export const writesFile = z
  .strictObject({
    actor: line,
    identities: z.record(id, z.strictObject({ username: line, groups: z.array(line) })),
    effects: z.record(id, effect),
    writes: z.array(write).min(1),
  })
  .superRefine(({ identities, effects, writes }, context) => {
    writes.forEach(({ identity, ifDenied }, index) => {
      const issue = (field: string, message: string) =>
        context.addIssue({ code: 'custom', message, path: ['writes', index, field] });
      if (!Object.hasOwn(identities, identity)) issue('identity', 'a name under identities');
      if (!Object.hasOwn(effects, ifDenied)) issue('ifDenied', 'a name under effects');
    });
  });

export type WritesFile = z.infer<typeof writesFile>;
export type Write = WritesFile['writes'][number];
export type Effect = WritesFile['effects'][string];
