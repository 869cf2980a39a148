import { detectorsIn } from '../detectors/detect.ts';
import type { Fault, LintRule } from './lint-rule.ts';
import type { Tables } from './table-rule.ts';

/**
 * An API version that a hazard looks for is one that Kubernetes has, or had: a slip of the pen would never be served, and never be found
 * missing. Groups that no table has are somebody else's.
 */
export const lintNamedApis: LintRule = ({ hazard }, { tables }) =>
  detectorsIn(hazard.detect)
    .filter(({ name }) => name === 'served-resource' || name === 'requested-api')
    .flatMap(({ params, field }): Fault[] => {
      const { group, version, resource } = params as Readonly<Record<string, unknown>>;
      const known = knownVersions(tables).filter((one) => one.group === group);
      if (known.length === 0) return [];
      const ofResource = known.filter((one) => resource === undefined || one.resource === resource);
      if (ofResource.length === 0) {
        const what = `the tables have no ${String(resource)} of ${String(group)}; they have ${listOf(known.map((one) => one.resource))}`;
        return [{ field: ['detect', ...field, 'resource'], what }];
      }
      if (version === undefined || ofResource.some((one) => one.version === version)) return [];
      const what = `the tables have no ${String(version)} of ${String(resource ?? group)}; they have ${listOf(ofResource.map((one) => one.version))}`;
      return [{ field: ['detect', ...field, 'version'], what }];
    });

interface KnownVersion {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** What is stored, and what was served once without being stored. */
function knownVersions({ apis, storageVersions }: Tables): readonly KnownVersion[] {
  return [
    ...storageVersions.resources.flatMap(({ group, resource, reads }) =>
      reads.map(({ version }) => ({ group, version, resource })),
    ),
    ...apis.apis,
  ];
}

function listOf(words: readonly string[]): string {
  return [...new Set(words)].sort().join(', ');
}
