import type { AdmissionPlugin, AdmissionPlugins } from '../knowledge/shapes/admission-plugins.ts';
import type { Minor } from '../upgrade/version.ts';
import type { Description } from './description.ts';
import { removalSteps, revivalSteps } from './setting-steps.ts';

const COMPONENT = 'kube-apiserver';

/** Describes an admission plugin that a release does not have any more; undefined where all releases have it. */
export function describeRemovedPlugin(
  { name, removed, source, read }: AdmissionPlugin,
  table: AdmissionPlugins,
  distribution = 'unknown',
): Description | undefined {
  if (removed === undefined) return undefined;
  const setting = { component: COMPONENT, what: `the admission plugin ${name}`, word: name };
  const url = table.sources[source]?.replace('{read}', read);
  return {
    id: `admission-plugin-removed/${name}`,
    title: `${COMPONENT} ${removed} does not know the admission plugin ${name}`,
    component: COMPONENT,
    category: 'flag-removal',
    severity: 'blocker',
    confidence: 'confirmed',
    detectable: true,
    minor: removed as Minor,
    message: `${removed} has no plugin ${name} any more, and naming one that is not known is an error: ${COMPONENT} exits at once, and again after each restart.`,
    explain: `${COMPONENT} checks the names given to --enable-admission-plugins and --disable-admission-plugins against the plugins compiled into it, and exits where one is missing. That holds for a plugin that is to be switched off, too. What ${name} enforced is not enforced any more once it is out of the list: replace it first, by Pod Security admission or by an admission policy, say, where somebody relies on it.`,
    remediate: removalSteps(setting, distribution),
    rescue: revivalSteps(setting, distribution),
    sources: url === undefined ? [] : [{ type: 'source', url }],
  };
}
