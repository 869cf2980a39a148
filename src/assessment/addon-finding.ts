import type { AddonVersion } from '../addons/addon-version.ts';
import type { AddonVerdict, Judged } from '../addons/examine-addon.ts';
import type { Evidence } from '../detectors/detector.ts';
import type { ObjectRef } from '../facts/kube-object.ts';
import type { Addon } from '../knowledge/shapes/addon.ts';
import type { Hop, Path } from '../upgrade/path.ts';
import { formatVersion, minorOf } from '../upgrade/version.ts';
import { EXPLAIN } from './addon-explain.ts';
import { addonSteps } from './addon-steps.ts';
import { capSeverity } from './cap-severity.ts';
import type { Finding, HopName } from './finding.ts';
import { joinWords } from './join-words.ts';

const CLAIMS: Readonly<Record<Addon['claim'], string>> = {
  tested: 'its authors test it on Kubernetes',
  supported: 'its authors support it on Kubernetes',
  recommended: 'its authors recommend it for Kubernetes',
};

/** What an add-on that does not fit the path becomes: one finding for all of it, at most disruptive, and that only where a source says what stops. */
export function addonFinding(addon: Addon, { unsupported, unknown }: AddonVerdict, path: Path): Finding {
  const lead = unsupported.length > 0 ? unsupported : unknown;
  const hops = hopsOf(lead);
  const minors = joinWords(lead.map(({ hop }) => minorOf(hop.to)));
  const versions = new Set(lead.map(({ installed }) => versionText(installed.version)));
  const breaks = lead.flatMap(({ support }) =>
    support.outcome === 'unsupported' && support.breaks !== undefined ? [support.breaks] : [],
  );
  const hit = unsupported.length > 0;
  return {
    id: `addon-unsupported/${addon.name}`,
    hazard: 'addon-unsupported',
    outcome: hit ? 'hit' : 'unknown',
    severity: capSeverity(breaks.length > 0 ? 'disruptive' : 'caution', addon.confidence),
    confidence: addon.confidence,
    category: 'requirement',
    component: addon.name,
    title: hit
      ? `${addon.title} ${joinWords([...versions])} ${versions.size === 1 ? 'is' : 'are'} not listed for Kubernetes ${minors}`
      : `Whether ${addon.title} goes with Kubernetes ${minors} is not known`,
    message: hit ? hitMessage(addon, lead, minors, breaks[0]) : unknownMessage(addon, minors),
    hop: hops[0] as HopName,
    hops,
    evidence: evidenceOf(lead),
    because: becauseOf(unknown),
    explain: EXPLAIN[addon.followsKubernetes === true ? 'follows' : addon.claim],
    remediate: addonSteps(addon, lead, path),
    rescue: [],
    sources: [...new Set(sourcesOf(addon, lead))].map((url) => ({ type: 'docs', url })),
  };
}

function hitMessage(
  addon: Addon,
  lead: readonly Judged[],
  minors: string,
  breaks: string | undefined,
): string {
  const perVersion = new Map(
    lead.map(({ installed, support }) => [
      versionText(installed.version),
      support.outcome === 'unsupported' ? support.listed : '',
    ]),
  );
  const parts = [...perVersion].map(([version, listed]) =>
    addon.followsKubernetes === true
      ? `${addon.title} ${version} belongs to Kubernetes ${listed}`
      : `${addon.title} ${version}: ${CLAIMS[addon.claim]} ${listed}`,
  );
  const consequence = breaks === undefined ? '' : ` Beyond that, ${breaks}.`;
  return `${parts.join('; ')}. This path reaches ${minors}.${consequence}`;
}

function unknownMessage({ title }: Addon, minors: string): string {
  return `${title} was found, but what is known of it does not tell whether what is installed goes with Kubernetes ${minors}.`;
}

/** The sources of the rows that were used, and all of them where one tells what stops; for an unknown, the one a reader would open. */
function sourcesOf({ sources, followsKubernetes }: Addon, lead: readonly Judged[]): readonly string[] {
  const all = Object.values(sources);
  if (followsKubernetes === true) return all;
  const used = lead.flatMap(({ support }) => {
    if (support.outcome !== 'unsupported' || support.row === undefined) return [];
    return support.breaks === undefined ? [sources[support.row.source] ?? ''] : all;
  });
  return used.length === 0 ? all.slice(-1) : used;
}

function evidenceOf(judged: readonly Judged[]): readonly Evidence[] {
  const seen = new Map<string, Evidence>();
  for (const { installed, support } of judged) {
    const listed = support.outcome === 'unsupported' ? { listed: support.listed } : {};
    seen.set(JSON.stringify([installed.object, installed.written]), {
      object: installed.object,
      values: { image: installed.written, version: versionText(installed.version), ...listed },
    });
  }
  return [...seen.values()];
}

/** What cannot be told, with the first place where it was seen: a hundred nodes that run the same say nothing more. */
function becauseOf(unknown: readonly Judged[]): readonly string[] {
  const places = new Map<string, { readonly first: ObjectRef; readonly all: Set<ObjectRef> }>();
  for (const { installed, support } of unknown) {
    const text = `${installed.written}: ${support.outcome === 'unknown' ? support.because : ''}`;
    const place = places.get(text) ?? { first: installed.object, all: new Set() };
    place.all.add(installed.object);
    places.set(text, place);
  }
  return [...places].map(([text, { first, all }]) => {
    const where = `${first.kind} ${first.namespace === undefined ? first.name : `${first.namespace}/${first.name}`}`;
    return all.size === 1 ? `${where} runs ${text}` : `${where} and ${all.size - 1} more run ${text}`;
  });
}

function hopsOf(judged: readonly Judged[]): readonly HopName[] {
  return [...new Set<Hop>(judged.map(({ hop }) => hop))].map(({ from, to }) => ({
    from: formatVersion(from),
    to: formatVersion(to),
  }));
}

function versionText(version: AddonVersion): string {
  return 'text' in version ? version.text : 'unknown';
}
