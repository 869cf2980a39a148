import type { VersionEvent } from '../upgrade/range.ts';
import { compareVersions, minorOf, parseVersion } from '../upgrade/version.ts';
import type { Fault, LintContext, LintRule } from './lint-rule.ts';
import type { HazardFile } from './shapes/hazard.ts';

/** Versions must exist, follow one another, and say until when a regression was looked at. */
export const lintVersions: LintRule = ({ hazard }, context) => {
  const { versions, checkedThrough, distributions } = hazard.affects;
  const field = ['affects', 'versions'];
  return [
    ...versions.flatMap((event, index) =>
      Object.entries(event).flatMap(([kind, text]) =>
        existence(text, context).map((what) => ({ field: [...field, index, kind], what })),
      ),
    ),
    ...(checkedThrough === undefined
      ? []
      : existence(checkedThrough, context).map((what) => ({ field: ['affects', 'checkedThrough'], what }))),
    ...orderFaults(versions).map(inAffects),
    ...openEnd(hazard),
    ...distributionFaults(distributions, context.distributions).map(inAffects),
  ];
};

function inAffects({ field, what }: Fault): Fault {
  return { field: ['affects', ...field], what };
}

/** Names of distributions that nobody knows; what only concerns them is never met. */
export function distributionFaults(
  names: readonly string[] = [],
  known: LintContext['distributions'],
): readonly Fault[] {
  return names.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [{ field: ['distributions', index], what: `${name} is none of ${known.join(', ')}` }],
  );
}

function existence(text: string, { releases }: LintContext): readonly string[] {
  const version = parseVersion(text);
  const release =
    version === undefined ? undefined : releases.find(({ minor }) => minor === minorOf(version));
  const newest = release === undefined ? undefined : parseVersion(release.newestPatch);
  if (version === undefined || release === undefined || newest === undefined) {
    return [`${text} is of no minor in releases.yaml (${releases[0]?.minor} to ${releases.at(-1)?.minor})`];
  }
  if (compareVersions(version, newest) > 0) {
    return [`${text} is newer than ${release.newestPatch}, the newest patch in releases.yaml`];
  }
  return release.missing?.includes(text) ? [`${text} was never published`] : [];
}

/** `introduced` and an end take turns, each above the one before: any other order hides a mistake. */
export function orderFaults(versions: readonly VersionEvent[]): readonly Fault[] {
  return versions.flatMap((event, index): Fault[] => {
    const field = ['versions', index];
    const opens = 'introduced' in event;
    if (opens !== (index % 2 === 0)) {
      return [
        { field, what: `${opens ? 'fixed or lastAffected' : 'introduced'} must come here: they take turns` },
      ];
    }
    const before = versions[index - 1];
    const [a, b] = [before, event].map((one) => parseVersion(String(Object.values(one ?? {})[0])));
    return a !== undefined && b !== undefined && compareVersions(a, b) >= 0
      ? [{ field, what: 'must be newer than the version before it' }]
      : [];
  });
}

function openEnd({ category, affects: { trigger, versions, checkedThrough } }: HazardFile): readonly Fault[] {
  const isOpen = 'introduced' in (versions.at(-1) ?? {});
  const mustTell = isOpen && (trigger === 'running' || category === 'regression');
  if (mustTell && checkedThrough === undefined) {
    return [
      {
        field: ['affects'],
        what: 'a regression without an end needs checkedThrough: the newest patch in which it was seen',
      },
    ];
  }
  return !isOpen && checkedThrough !== undefined
    ? [{ field: ['affects', 'checkedThrough'], what: 'only for a range without an end; take it out' }]
    : [];
}
