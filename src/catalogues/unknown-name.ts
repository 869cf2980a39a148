import type { Finding } from '../assessment/finding.ts';
import type { FlagSetting, GateSetting } from '../components/component.ts';
import { hopName } from '../upgrade/hop-name.ts';
import type { Hop } from '../upgrade/path.ts';
import { formatVersion, minorOf } from '../upgrade/version.ts';
import { listed } from './listing.ts';
import { componentsOf, placesOf, settingEvidence } from './seen-settings.ts';

/**
 * A name that the catalogue does not have for this component: perhaps a slip of the pen, perhaps a vendor's own. The catalogue is of every
 * gate and plugin, and a component exits over a name that it does not know, so that this may be a blocker.
 */
export function unknownName(
  hazard: 'feature-gate' | 'admission-plugin',
  what: string,
  name: string,
  settings: readonly (GateSetting | FlagSetting)[],
  value: string,
  hop: Hop,
  why: string,
): Finding {
  const components = listed(componentsOf(settings));
  return {
    id: `${hazard}-unknown/${name}`,
    hazard: `${hazard}-unknown`,
    outcome: 'unknown',
    severity: 'blocker',
    confidence: 'confirmed',
    category: hazard === 'feature-gate' ? 'feature-gate' : 'flag-removal',
    component: components,
    title: `Whether ${components} ${minorOf(hop.to)} knows ${what} is not in this knowledge`,
    message: `${placesOf(settings)} ${settings.length > 1 ? 'name' : 'names'} ${what}: ${why}. If ${formatVersion(hop.to)} does not know it, ${components} will not start.`,
    hop: hopName(hop),
    hops: [hopName(hop)],
    evidence: settings.map((setting) => settingEvidence(setting, value)),
    because: [`whether ${minorOf(hop.to)} knows ${what} is not known: ${why}`],
    explain:
      'The name may be misspelt, belong to another component, come from a vendor, or have been brought to an older release by a fix. Components exit when they are given a name that they do not know.',
    remediate: [{ title: `Look up ${what} in the reference of ${minorOf(hop.to)}, or take it out` }],
    rescue: [],
    sources: [
      {
        type: 'docs',
        url:
          hazard === 'feature-gate'
            ? 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/'
            : 'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/',
      },
    ],
  };
}
