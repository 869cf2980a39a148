import { POLICY_REPORT_APIS, POLICY_REPORT_NAME, type PolicyReportApi } from '../facts/policy-report-api.ts';
import { type Need, needsOf } from './collector.ts';
import { COLLECTORS } from './collectors.ts';
import { KUBELETS_NEED } from './kubelets.ts';

/** Paths that are no resources, and why they are read. */
export const PATHS = [
  { path: '/version', why: 'to know the version the upgrade starts from' },
  { path: '/api', why: 'to know what the cluster serves' },
  { path: '/api/*', why: 'to know what the cluster serves, where the server is older than 1.26' },
  { path: '/apis', why: 'to know what the cluster serves' },
  { path: '/apis/*', why: 'to know what the cluster serves, where the server is older than 1.26' },
  { path: '/metrics', why: 'to see which deprecated APIs clients ask for' },
] as const;

/** Every permission that reading a cluster needs. */
export function allNeeds(): readonly Need[] {
  return COLLECTORS.flatMap(needsOf);
}

/** What the role is for beyond reading. */
export interface RoleOptions {
  readonly writesPolicyReport?: boolean;
  /** Asking the kubelets for their configuration, by a right that allows more than reading. */
  readonly asksKubelets?: boolean;
}

/**
 * The least ClusterRole that `check` and `snapshot` need, as YAML with the reasons beside the rules. It names no Secret, and no writing verb
 * unless `--write-policy-report` is meant; `nodes/proxy`, which lets its holder run commands in pods, only with `--kubelets`.
 */
export function clusterRole(
  name: string,
  { writesPolicyReport = false, asksKubelets = false }: RoleOptions = {},
): string {
  const needs = [...allNeeds(), ...(asksKubelets ? [KUBELETS_NEED] : [])];
  const rules = needs.map(({ group, resource, verb, names, why }) =>
    [
      `  # ${why}`,
      `  - apiGroups: ["${group}"]`,
      `    resources: ["${resource}"]`,
      ...(names === undefined
        ? []
        : [`    resourceNames: [${[...new Set(names)].map((one) => `"${one}"`).join(', ')}]`]),
      `    verbs: ["${verb}"]`,
    ].join('\n'),
  );
  const paths = PATHS.map(({ path, why }) =>
    [`  # ${why}`, `  - nonResourceURLs: ["${path}"]`, '    verbs: ["get"]'].join('\n'),
  );
  const writing = writesPolicyReport ? POLICY_REPORT_APIS.map(reportRule) : [];
  const writes = writesPolicyReport
    ? 'nothing here writes anything but its own report'
    : 'nothing here writes';
  const beyond = asksKubelets
    ? '\n# But nodes/proxy is more than reading: its holder can have kubelets run commands in every pod. Take it back after the check.'
    : '';
  return `# The least that holdshort needs to read: ${writes}, nothing here reads a Secret.${beyond}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: ${name}
rules:
${[...rules, ...paths, ...writing].join('\n')}
`;
}

/** kube-apiserver asks for `create` as well where an apply meets no object, and tells the name in both cases. */
function reportRule({ group, resource }: PolicyReportApi): string {
  return [
    '  # to write the report into the cluster with --write-policy-report',
    `  - apiGroups: ["${group}"]`,
    `    resources: ["${resource}"]`,
    `    resourceNames: ["${POLICY_REPORT_NAME}"]`,
    '    verbs: ["create", "patch"]',
  ].join('\n');
}
