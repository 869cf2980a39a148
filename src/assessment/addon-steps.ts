import type { Judged } from '../addons/examine-addon.ts';
import { suggestVersion } from '../addons/judge-support.ts';
import type { Addon } from '../knowledge/shapes/addon.ts';
import type { Path } from '../upgrade/path.ts';
import { minorOf } from '../upgrade/version.ts';
import type { Step } from './finding.ts';
import { joinWords } from './join-words.ts';

/** What to do about an add-on: a step for each version that is installed, or where to look where the knowledge cannot tell. */
export function addonSteps(addon: Addon, judged: readonly Judged[], path: Path): readonly Step[] {
  const firstOfVersion = new Map<string, Judged>();
  for (const one of judged) {
    const { version } = one.installed;
    const key = 'text' in version ? version.text : '';
    if (!firstOfVersion.has(key)) firstOfVersion.set(key, one);
  }
  if (judged[0]?.support.outcome === 'unknown') return [lookUpStep(addon, judged)];
  if (addon.followsKubernetes === true) return [followStep(addon, judged)];
  return [...firstOfVersion.values()].map((one) => upgradeStep(addon, one, path));
}

function upgradeStep(addon: Addon, { installed, hop }: Judged, path: Path): Step {
  const { version } = installed;
  const reached = minorOf(hop.to);
  const present = minorOf(hop.from);
  const rest = path.hops.slice(path.hops.indexOf(hop)).map(({ to }) => minorOf(to));
  const target = minorOf(path.to);
  const found = 'numbers' in version ? suggestVersion(addon, version.numbers, present, rest) : undefined;
  const note = noteOf(addon);
  if (found === undefined || !('text' in version)) {
    return {
      title: `Look for a version of ${addon.title} that goes with ${reached}: none was known when the knowledge was written`,
      ...note,
    };
  }
  const when = found.already
    ? `before the upgrade to ${reached} (it is listed for ${present} and for ${found.minor})`
    : `on the way to ${found.minor} (no version that reaches it is listed for ${present})`;
  const beyond =
    found.minor === target ? '' : `; none that goes with ${target} was known when the knowledge was written`;
  return {
    title: `Upgrade ${addon.title} ${version.text} to ${found.version} or newer ${when}${beyond}`,
    ...note,
  };
}

function followStep(addon: Addon, judged: readonly Judged[]): Step {
  const minors = joinWords(judged.map(({ hop }) => minorOf(hop.to)));
  return {
    title: `Upgrade ${addon.title} to the minor of the cluster after each hop: ${minors}`,
    ...noteOf(addon),
  };
}

function lookUpStep({ title, sources }: Addon, judged: readonly Judged[]): Step {
  const minors = joinWords(judged.map(({ hop }) => minorOf(hop.to)));
  const url = Object.values(sources).at(-1) ?? '';
  return { title: `Find out whether the installed ${title} goes with Kubernetes ${minors}: ${url}` };
}

function noteOf({ note }: Addon): { readonly note?: string } {
  return note === undefined ? {} : { note };
}
