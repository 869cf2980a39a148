import type { DistributionName } from '../distributions/recognise.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Hop, Path, Release } from '../upgrade/path.ts';
import { compareVersions, formatVersion, minorOf, parseVersion, type Version } from '../upgrade/version.ts';
import type { Examiner } from './examination.ts';
import type { Finding, Source } from './finding.ts';

/** Says where the source or the target is past its end of life, and where the target has newer patches. */
export const examineReleases: Examiner = ({ path, knowledge, distribution, time }) => {
  const day = time.slice(0, 10);
  const { releases } = knowledge;
  const source = releaseOf(path.from, releases);
  const target = releaseOf(path.to, releases);
  const vendor = path.from.vendor !== undefined || MANAGED.includes(distribution);
  return {
    findings: [
      ...(source !== undefined && source !== target && isPast(source, day)
        ? [sourceEnded(source, path, vendor)]
        : []),
      ...(target !== undefined && isPast(target, day) ? [targetEnded(target, path, vendor, knowledge)] : []),
      ...(target === undefined ? [] : newerPatch(target, path, knowledge)),
    ],
    questions: [],
    notChecked: [],
  };
};

/** Their vendors support minors for longer than upstream does, each by a calendar of its own. */
const MANAGED: readonly (DistributionName | 'unknown')[] = ['eks', 'gke', 'aks', 'openshift', 'microshift'];

const SOURCES: readonly Source[] = [
  { type: 'docs', url: 'https://kubernetes.io/releases/patch-releases/' },
  { type: 'docs', url: 'https://endoflife.date/kubernetes' },
];

/** A whole day is needed to compare; anything else ends nothing. */
function isPast({ endOfLife }: Release, day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && day > endOfLife;
}

function sourceEnded({ minor, endOfLife }: Release, path: Path, vendor: boolean): Finding {
  return {
    ...base(`end-of-life/${minor}`, 'end-of-life', path.hops[0]),
    severity: 'info',
    title: `Kubernetes ${minor}, which the cluster runs, is past its end of life`,
    message: `Upstream support of ${minor} ended on ${endOfLife}: it gets no fixes any more, those of security included.${vendorNote(vendor)}`,
    explain: EXPLAIN,
    remediate: [{ title: `Leave ${minor} soon: this upgrade is one step on the way` }],
  };
}

function targetEnded(
  { minor, endOfLife }: Release,
  path: Path,
  vendor: boolean,
  { releases }: Knowledge,
): Finding {
  const newest = releases.at(-1)?.minor;
  return {
    ...base(`end-of-life/${minor}`, 'end-of-life', path.hops.at(-1)),
    severity: vendor ? 'info' : 'caution',
    title: `The target, Kubernetes ${minor}, is past its end of life`,
    message: `Upstream support of ${minor} ended on ${endOfLife}: after this upgrade the cluster runs what gets no fixes any more.${vendorNote(vendor)}`,
    explain: EXPLAIN,
    remediate: [
      {
        title: `Plan the next hop with this one${newest === undefined ? '' : `: the newest minor known is ${newest}`}`,
      },
    ],
  };
}

function newerPatch({ minor, newestPatch }: Release, path: Path, { version }: Knowledge): readonly Finding[] {
  const newest = parseVersion(newestPatch);
  const target = path.to;
  // A vendor numbers its own builds, and may have put later fixes into an earlier patch.
  if (newest === undefined || target.vendor !== undefined || target.prerelease !== undefined) return [];
  if (compareVersions(target, newest) >= 0) return [];
  return [
    {
      ...base(`newer-patch/${minor}`, 'newer-patch', path.hops.at(-1)),
      severity: 'info',
      title: `${newestPatch} is newer than the target ${formatVersion(target)}`,
      message: `${formatVersion(target)} lacks the fixes up to ${newestPatch}, the newest patch of ${minor} that was known on ${version.replaceAll('.', '-')}.`,
      explain:
        'Patches of a minor hold fixes only: regressions of its first releases, and of security. The newest one is the one to go to unless something speaks against it.',
      remediate: [{ title: `Go to ${newestPatch} or newer instead` }],
    },
  ];
}

function vendorNote(vendor: boolean): string {
  return vendor ? ' Your vendor may support it for longer: see its own calendar.' : '';
}

function base(id: string, hazard: string, step: Hop | undefined) {
  const hop =
    step === undefined
      ? { from: '', to: '' }
      : { from: formatVersion(step.from), to: formatVersion(step.to) };
  return {
    id,
    hazard,
    outcome: 'hit',
    confidence: 'confirmed',
    category: 'requirement',
    component: 'kubernetes',
    hop,
    hops: [hop],
    evidence: [],
    because: [],
    rescue: [],
    sources: SOURCES,
  } as const satisfies Partial<Finding>;
}

function releaseOf(version: Version, releases: readonly Release[]): Release | undefined {
  return releases.find(({ minor }) => minor === minorOf(version));
}

const EXPLAIN =
  'Upstream supports a minor for about fourteen months: a year of fixes, then two months of the most urgent ones. What is found after that is only mended in newer minors.';
