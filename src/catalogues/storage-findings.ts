import type { Question } from '../assessment/assessment.ts';
import type { Finding } from '../assessment/finding.ts';
import type { ComponentSettings } from '../components/settings.ts';
import type { Evidence } from '../detectors/detector.ts';
import type { Fact } from '../facts/fact.ts';
import { isWhole } from '../facts/fact.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import { type KubeObject, refOf } from '../facts/kube-object.ts';
import type { StorageVersions } from '../knowledge/shapes/storage-versions.ts';
import type { Hop, Path } from '../upgrade/path.ts';
import { minorOf } from '../upgrade/version.ts';
import { apiVersionOf } from './api-descriptions.ts';
import { crosses } from './crossing.ts';
import { findingOf } from './description.ts';
import { nameOf, someOf } from './listing.ts';
import { switchesOn } from './runtime-config.ts';
import {
  bridgeOf,
  describeUnreadable,
  remedyOf,
  storedName,
  type Unreadable,
  unreadableVersions,
  writtenBy,
} from './storage-descriptions.ts';

/** What a cluster says of objects in versions that a hop's target cannot read. */
export interface StorageFindings {
  readonly findings: readonly Finding[];
  readonly questions: readonly Question[];
}

/**
 * Looks for objects that a hop's target cannot read from etcd. What lies there nobody can see: a version that the cluster does not
 * serve, and that no object names, is no reason to ask.
 */
export function storageFindings(
  table: StorageVersions,
  facts: FactReader,
  settings: ComponentSettings,
  path: Path,
): StorageFindings {
  const findings: Finding[] = [];
  const questions: Question[] = [];
  for (const hop of path.hops) {
    for (const unreadable of unreadableVersions(table).filter(({ at }) => crosses(hop, at))) {
      const seen = lookFor(unreadable, facts, settings, minorOf(path.from));
      if (seen.state === 'stored') findings.push(storedFinding(unreadable, seen.objects, table, hop));
      if (seen.state === 'unknown') findings.push(unknownFinding(unreadable, seen.because, table, hop));
      if (seen.state === 'perhaps') questions.push(questionOf(unreadable, table));
    }
  }
  return { findings, questions };
}

type Seen =
  | { readonly state: 'nothing' }
  | { readonly state: 'perhaps' }
  | { readonly state: 'stored'; readonly objects: readonly KubeObject[] }
  | { readonly state: 'unknown'; readonly because: string };

function lookFor(
  unreadable: Unreadable,
  facts: FactReader,
  settings: ComponentSettings,
  source: string,
): Seen {
  const { row, version } = unreadable;
  const fact = facts.objects(storedName(row));
  const objects = fact.state === 'unknown' ? [] : fact.value;
  if (fact.state === 'known' && objects.length === 0) return { state: 'nothing' };
  const apiVersion = apiVersionOf({ group: row.group, version });
  const wroteIt = objects.filter((object) => isWrittenAs(object, apiVersion));
  const served = isServed(unreadable, facts, settings);
  if (wroteIt.length === 0) {
    if (served.state === 'unknown') return served;
    if (!served.value) return { state: 'nothing' };
  }
  // As long as the release writes this version, every object that it has is stored in it.
  const isStored =
    objects.length > 0 && writtenBy(row, source) === version && bridgeOf(unreadable) === undefined;
  return isStored ? { state: 'stored', objects } : { state: 'perhaps' };
}

/** Whether the source serves the version: as discovery says, or else as kube-apiserver was told. */
function isServed(
  { row, version }: Unreadable,
  facts: FactReader,
  settings: ComponentSettings,
):
  | { readonly state: 'known'; readonly value: boolean }
  | { readonly state: 'unknown'; readonly because: string } {
  const discovery = facts.discovery();
  const isThere = (served: { group: string; version: string; resource: string }) =>
    served.group === row.group && served.version === version && served.resource === row.resource;
  if (discovery.state !== 'unknown' && discovery.value.some(isThere)) return { state: 'known', value: true };
  if (switchesOn(settings.flags, row.group, version, row.resource)) return { state: 'known', value: true };
  if (isWhole(discovery, row.group)) return { state: 'known', value: false };
  const unseen = settings.unseen.find(({ component }) => component === 'kube-apiserver');
  // A version that is off by default is on only where a flag says so, and all flags were seen.
  return unseen === undefined
    ? { state: 'known', value: false }
    : { state: 'unknown', because: `${becauseOf(discovery)}; ${unseen.because}` };
}

function becauseOf(fact: Fact<unknown>): string {
  return fact.state === 'known' ? '' : fact.because;
}

/** Managed fields keep the version of each writer until that one writes again. */
function isWrittenAs({ metadata }: KubeObject, apiVersion: string): boolean {
  const entries = Array.isArray(metadata.managedFields) ? metadata.managedFields : [];
  return entries.some((entry) => (entry as { apiVersion?: unknown } | null)?.apiVersion === apiVersion);
}

function storedFinding(
  unreadable: Unreadable,
  objects: readonly KubeObject[],
  table: StorageVersions,
  hop: Hop,
): Finding {
  const { row, version } = unreadable;
  const apiVersion = apiVersionOf({ group: row.group, version });
  const refs = objects.map(refOf);
  const evidence: readonly Evidence[] = refs.map((object) => ({ object, values: { storedAs: apiVersion } }));
  return findingOf(describeUnreadable(unreadable, table), {
    hop,
    evidence,
    where: `${someOf(refs.map(nameOf))} ${refs.length > 1 ? 'are' : 'is'} stored as ${apiVersion}, which is what this release writes.`,
  });
}

function unknownFinding(unreadable: Unreadable, because: string, table: StorageVersions, hop: Hop): Finding {
  const { row, version } = unreadable;
  const apiVersion = apiVersionOf({ group: row.group, version });
  const description = describeUnreadable(unreadable, table);
  return {
    ...findingOf(description, {
      hop,
      evidence: [{ values: { apiVersion, resource: row.resource } }],
      where: `Whether the cluster holds a ${row.kind} of ${apiVersion} is not known.`,
      because: [because],
    }),
    outcome: 'unknown',
  };
}

function questionOf(unreadable: Unreadable, table: StorageVersions): Question {
  const { row, version } = unreadable;
  const { id, title, severity } = describeUnreadable(unreadable, table);
  const apiVersion = apiVersionOf({ group: row.group, version });
  const bridge = bridgeOf(unreadable);
  const run = remedyOf(unreadable)[0]?.run ?? '';
  return {
    hazard: id,
    title,
    question:
      bridge === undefined
        ? `Is there any ${row.kind} in this cluster?`
        : `Is any ${row.kind} still stored as ${apiVersion}?`,
    how:
      bridge === undefined
        ? `kubectl get ${storedName(row)} -A lists them: each is stored as ${apiVersion}.`
        : `None is if each was written since the cluster runs ${bridge.from} or newer. \`${run}\` does that; if in doubt, run it.`,
    severity,
  };
}
