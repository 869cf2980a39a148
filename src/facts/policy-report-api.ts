import type { ServedResource } from './cluster-facts.ts';

/** An API of reports: their fields are the same, their names are not. */
export interface PolicyReportApi {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly kind: string;
}

/** The name of the one report of a cluster. */
export const POLICY_REPORT_NAME = 'holdshort';

/** What dashboards read today, and the default where no cluster says otherwise. */
export const WG_POLICY: PolicyReportApi = {
  group: 'wgpolicyk8s.io',
  version: 'v1alpha2',
  resource: 'clusterpolicyreports',
  kind: 'ClusterPolicyReport',
};

/** Its successor. The definitions of both (openreports/reports-api, crd/) allow a result the same fields and the same words. */
const OPEN_REPORTS: PolicyReportApi = {
  group: 'openreports.io',
  version: 'v1alpha1',
  resource: 'clusterreports',
  kind: 'ClusterReport',
};

/** Every API that a report can be written to, the preferred one first. */
export const POLICY_REPORT_APIS: readonly PolicyReportApi[] = [WG_POLICY, OPEN_REPORTS];

/** The first of these APIs that a cluster serves; undefined where it serves none. */
export function policyReportApiOf(served: readonly ServedResource[]): PolicyReportApi | undefined {
  return POLICY_REPORT_APIS.find(({ group, version, resource, kind }) =>
    served.some(
      (one) =>
        one.group === group &&
        one.version === version &&
        one.resource === resource &&
        one.kind === kind &&
        !one.namespaced,
    ),
  );
}
