/** The shape of `knowledge/addons/<name>.yaml`: which versions of an add-on go with which Kubernetes minors, as its authors say. */
import * as z from 'zod';
import { compareNumbers, readNumbers } from '../../detectors/image.ts';
import { compareMinors, type Minor } from '../../upgrade/version.ts';
import { confidence } from './common.ts';
import { id, line, minor, prose, truth } from './scalars.ts';

/** What the authors' list is a list of. */
export const CLAIMS = ['tested', 'supported', 'recommended'] as const;

const kubernetes = minor.transform((text) => text as Minor);

/** `3.29`, `2.0.4`: a boundary between versions of the add-on. */
const boundary = z
  .string()
  .regex(/^\d+(?:\.\d+){0,3}$/, 'a version such as 3.29')
  .meta({ editors: 'text-or-number' });

const row = z
  .strictObject({
    /** The first version that is meant, and the first that is no longer meant. */
    from: boundary,
    before: boundary,
    /** The oldest and the newest Kubernetes minor of the list; left out, the list names no end. */
    min: kubernetes.optional(),
    max: kubernetes.optional(),
    /** What stops beyond that range, as a clause; only where a source says that something does. */
    breaks: line.optional(),
    /** A name under `sources`. */
    source: id,
  })
  .refine(({ from, before }) => orderOf(from, before) < 0, 'from must be older than before')
  .refine(({ min, max }) => min === undefined || max === undefined || compareMinors(min, max) <= 0, {
    message: 'min must not be newer than max',
  });

export const addon = z
  .strictObject({
    /** As the file is called. */
    name: id,
    title: line,
    claim: z.enum(CLAIMS),
    confidence,
    recognise: z.strictObject({
      /** How the repositories of its images end: `calico/node` for `quay.io/calico/node`. */
      images: z.array(line).min(1).optional(),
      /** What its tags have before the version, beside `v`. */
      tagPrefixes: z.array(line).min(1).optional(),
      /** The scheme of a node's containerRuntimeVersion. */
      runtime: id.optional(),
      /** The first word of a node's osImage, before a version in brackets. */
      os: line.optional(),
    }),
    /** Distributions that install and upgrade it by themselves, or where a rule of their own or another list speaks of it: nothing is said there. */
    managedOn: z.array(id).min(1).optional(),
    /** Its minor is meant to be the cluster's: there is no table. */
    followsKubernetes: truth.optional(),
    /** What whoever upgrades it should know. */
    note: prose.optional(),
    sources: z.record(id, line),
    /** Oldest first. */
    versions: z.array(row),
  })
  .superRefine(({ recognise, followsKubernetes, sources, versions }, context) => {
    const issue = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path });
    if ([recognise.images, recognise.runtime, recognise.os].filter((one) => one !== undefined).length !== 1) {
      issue('exactly one of images, runtime, os', 'recognise');
    }
    if ((followsKubernetes === true) !== (versions.length === 0)) {
      issue('a table, or followsKubernetes: true and no row', 'versions');
    }
    versions.forEach(({ from, source }, index) => {
      if (!Object.hasOwn(sources, source)) issue('a name under sources', 'versions', index, 'source');
      const last = versions[index - 1];
      if (last !== undefined && orderOf(last.before, from) > 0) {
        issue('rows go from old to new and do not overlap', 'versions', index, 'from');
      }
    });
  });

/** Boundaries have numbers enough: what is missing at the end is zero. */
function orderOf(a: string, b: string): number {
  return compareNumbers([...(readNumbers(a) ?? []), 0, 0, 0, 0], readNumbers(b) ?? []) ?? 0;
}

export type Addon = z.infer<typeof addon>;
export type AddonVersions = Addon['versions'][number];
