import { type Need, needsOf } from './collector.ts';
import { COLLECTORS } from './collectors.ts';

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

/** The least ClusterRole that `check` and `snapshot` need, as YAML with the reasons beside the rules. It names no Secret and no writing verb. */
export function clusterRole(name: string): string {
  const rules = allNeeds().map(({ group, resource, verb, names, why }) =>
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
  return `# The least that holdshort needs to read: nothing here writes, nothing here reads a Secret.
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: ${name}
rules:
${[...rules, ...paths].join('\n')}
`;
}
