import type { Finding } from '../assessment/finding.ts';
import { readTopology } from '../distributions/topology.ts';
import type { RequestedApi } from '../facts/cluster-facts.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import type { Apis, RemovedApi } from '../knowledge/shapes/apis.ts';
import { hopName } from '../upgrade/hop-name.ts';
import type { Hop, Path } from '../upgrade/path.ts';
import { minorOf, parseMinor } from '../upgrade/version.ts';
import { apiVersionOf, describeRemovedApi } from './api-descriptions.ts';
import { objectEvidence, requestEvidence, requestsFor } from './api-sightings.ts';
import { crosses } from './crossing.ts';
import { findingOf } from './description.ts';
import { nameOf, someOf } from './listing.ts';

/** Finds API versions that a hop takes away and that somebody still uses. */
export function apiFindings(table: Apis, facts: FactReader, path: Path): readonly Finding[] {
  return path.hops.flatMap((hop) => [
    ...[...table.apis, ...announcedRows(table, facts)]
      .filter(({ removed }) => crosses(hop, removed))
      .flatMap((row) => usedApi(row, table, facts, hop)),
    ...untoldUse(table, facts, hop),
  ]);
}

function usedApi(row: RemovedApi, table: Apis, facts: FactReader, hop: Hop): readonly Finding[] {
  const requests = requestEvidence(requestsFor(row, facts.requestedApis()));
  const objects = objectEvidence(row, facts);
  if (requests.length + objects.length === 0) return [];
  const where = [
    ...(requests.length === 0
      ? []
      : [`Clients ask kube-apiserver for ${row.resource} in ${apiVersionOf(row)}.`]),
    ...(objects.length === 0
      ? []
      : [
          `${someOf(objects.flatMap(({ object }) => (object === undefined ? [] : [nameOf(object)])))} ${objects.length > 1 ? 'were' : 'was'} last written in ${apiVersionOf(row)} by ${someOf(objects.map(({ values }) => values.manager ?? ''))}.`,
        ]),
  ].join(' ');
  return [findingOf(describeRemovedApi(row, table), { hop, where, evidence: [...requests, ...objects] })];
}

/** Requests for what the table does not have, but the server itself announced as removed: a subresource, or an API of its own time. */
function announcedRows(table: Apis, facts: FactReader): readonly RemovedApi[] {
  const requested = facts.requestedApis();
  if (requested.state === 'unknown') return [];
  const rows = requested.value.flatMap((request) => {
    const removed = parseMinor(request.removedRelease);
    return removed === undefined || table.apis.some((row) => isOf(row, request))
      ? []
      : [rowOf(request, removed)];
  });
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

function isOf(row: RemovedApi, { group, version, resource }: RequestedApi): boolean {
  return row.group === group && row.version === version && row.resource === resource;
}

function rowOf({ group, version, resource }: RequestedApi, removed: string): RemovedApi {
  return { group, version, resource, kind: resource, removed, default: true, source: 'guide' };
}

/** One finding for all API versions that a hop takes away and whose use cannot be told. */
function untoldUse(table: Apis, facts: FactReader, hop: Hop): readonly Finding[] {
  const rows = table.apis.filter((row) => crosses(hop, row.removed) && isServed(row, facts));
  const because = rows.length === 0 ? [] : blindSpots(facts);
  if (because.length === 0) return [];
  const names = [...new Set(rows.map((row) => `${apiVersionOf(row)} ${row.resource}`))];
  return [
    {
      id: 'api-removed',
      hazard: 'api-removed',
      outcome: 'unknown',
      severity: 'disruptive',
      confidence: 'confirmed',
      category: 'api-removal',
      component: 'kube-apiserver',
      title: `Whether anybody still asks for API versions that ${minorOf(hop.to)} does not serve cannot be told`,
      message: `${minorOf(hop.to)} does not serve ${someOf(names)} any more. Who asks for them cannot be seen: ${because.join('; ')}.`,
      hop: hopName(hop),
      hops: [hopName(hop)],
      evidence: rows.map((row) => ({ values: { apiVersion: apiVersionOf(row), resource: row.resource } })),
      because,
      explain:
        'kube-apiserver counts requests for deprecated API versions in the metric apiserver_requested_deprecated_apis, each server for itself and from its own start on. Without the numbers of all of them nobody can say that a version is not used.',
      remediate: [
        {
          title: 'Look at the metric of every kube-apiserver',
          run: 'kubectl get --raw /metrics | grep apiserver_requested_deprecated_apis',
          note: 'Behind a load balancer ask each server by its own address.',
        },
      ],
      rescue: [],
      sources: [{ type: 'docs', url: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/' }],
    },
  ];
}

/** What a cluster does not serve today nobody can be using. */
function isServed(row: RemovedApi, facts: FactReader): boolean {
  const discovery = facts.discovery();
  if (discovery.state === 'unknown') return row.default;
  return discovery.value.some(
    ({ group, version, resource }) =>
      group === row.group && version === row.version && resource === row.resource,
  );
}

function blindSpots(facts: FactReader): readonly string[] {
  const requested = facts.requestedApis();
  if (requested.state !== 'known') return [requested.because];
  const topology = readTopology(facts);
  // Where the control plane is not visible it may be several servers as well.
  if (topology.state === 'unknown') return [`the metrics are of one kube-apiserver, and ${topology.because}`];
  const servers = topology.value.controlPlane.length;
  return servers > 1
    ? [`the metrics are those of one of ${servers} kube-apiservers; the others count their own requests`]
    : [];
}
