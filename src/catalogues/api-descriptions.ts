import type { Apis, RemovedApi } from '../knowledge/shapes/apis.ts';
import type { Minor } from '../upgrade/version.ts';
import type { Description } from './description.ts';

/** `flowcontrol.apiserver.k8s.io/v1beta3`, `v1`. */
export function apiVersionOf({
  group,
  version,
}: {
  readonly group: string;
  readonly version: string;
}): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Describes an API version that a release does not serve any more. The upgrade itself goes through: what asked for it fails. */
export function describeRemovedApi(row: RemovedApi, table: Apis): Description {
  const { group, version, resource, kind, removed, replacement, gate } = row;
  const apiVersion = apiVersionOf(row);
  const url = table.sources[row.source]?.replace('{last}', before(removed));
  const instead =
    replacement === undefined
      ? 'It has no successor.'
      : `Its successor is ${replacement.apiVersion} ${replacement.kind}.`;
  return {
    id: `api-removed/${group === '' ? 'core' : group}/${version}/${resource}`,
    title: `${removed} does not serve ${apiVersion} ${kind} any more`,
    component: 'kube-apiserver',
    category: 'api-removal',
    severity: 'disruptive',
    confidence: 'confirmed',
    detectable: true,
    minor: removed as Minor,
    message: `From ${removed} on, requests for ${resource} in ${apiVersion} get the answer 404: applying manifests, Helm upgrades and controllers that still use it fail. ${instead}`,
    explain: [
      'Objects are stored once and served in every version that the server knows. Taking a version away deletes nothing: the objects are there in the other versions. What breaks is whoever still asks for the old one, and manifests and Helm releases that name it.',
      ...(row.default
        ? []
        : [
            `${apiVersion} ${kind} was never served by default: only a cluster that was told to serve it${gate === undefined ? '' : `, and has the gate ${gate} on,`} is concerned.`,
          ]),
      'The metric apiserver_requested_deprecated_apis counts from the start of each kube-apiserver, and each counts its own requests only. Managed fields say which client last wrote a field in which version; they stay until that client writes again.',
    ].join('\n\n'),
    remediate: [
      {
        title: 'Find out who asks for it',
        run: `kubectl get --raw /metrics | grep apiserver_requested_deprecated_apis | grep 'version="${version}"'`,
        note: 'The audit log names the user agent: requests for deprecated versions carry the annotation k8s.io/deprecated=true.',
      },
      replacement === undefined
        ? { title: `Do without ${kind}, and remove it from manifests and charts` }
        : {
            title: `Move clients, manifests and charts to ${replacement.apiVersion} ${replacement.kind}, and apply them again`,
            note: 'Helm keeps the old manifest in the release: run a helm upgrade with the new chart before the cluster is upgraded.',
          },
    ],
    rescue: [],
    sources: url === undefined ? [] : [{ type: row.source === 'guide' ? 'docs' : 'source', url }],
  };
}

function before(minor: string): string {
  const [major = '1', number = '0'] = minor.split('.');
  return `${major}.${Number(number) - 1}`;
}
