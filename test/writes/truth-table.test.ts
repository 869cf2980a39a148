import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/assessment/finding.ts';
import { examineWrites } from '../../src/detectors/control-plane-write/examine-writes.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { factsOfObjects, objectsOf, pathOf, type Row, rowsOf, WRITES } from './support/tables.ts';

/** What is said of an upgrade with these objects and every backend down; nothing else is known of the cluster. */
const examine = (objects: readonly KubeObject[], { from, to }: Row): readonly Finding[] =>
  examineWrites(WRITES, pathOf(String(from), String(to)), factsOfObjects(objects), {
    backends: 'down',
    distribution: 'unknown',
  }).findings;

const blockers = (findings: readonly Finding[]) =>
  findings.filter(
    (finding) =>
      finding.severity === 'blocker' &&
      finding.outcome === 'hit' &&
      finding.hazard.startsWith('control-plane-write-'),
  );

/** The start-up hook that ended the process, and what it writes. */
const HOOK_WRITES: Record<string, RegExp> = {
  'rbac/bootstrap-roles': /^(?:clusterroles|clusterrolebindings)\.rbac\.authorization\.k8s\.io$/,
  'start-service-ip-repair-controllers': /^(?:servicecidrs|ipaddresses)\.networking\.k8s\.io$/,
};

/** What the table says of a row that did not survive must be what the findings say: how it ends, and by which hook. */
const expectFate = (findings: readonly Finding[], row: Row) => {
  const titles = findings.map(({ title }) => title).join('; ');
  if (row.outcome === 'never-ready') expect(titles).toContain('will not become ready');
  if (row.outcome !== 'exits') return;
  expect(titles).toContain('will not start');
  const hook = /PostStartHook "([^"]+)"/.exec(String(row.fatal))?.[1] ?? '';
  const denied = findings.flatMap(({ writes = [] }) => writes.filter(({ outcome }) => outcome === 'denied'));
  expect(denied.map(({ resource }) => resource)).toContainEqual(
    expect.stringMatching(HOOK_WRITES[hook] as RegExp),
  );
};

describe.each(['verdicts-1.32-1.34.jsonl', 'verdicts-1.35-1.36.jsonl'])(
  'whole configurations with their backends down, %s',
  (file) => {
    const cases = rowsOf(file).map((row) => [row.config as string, row] as const);

    test.each(cases)('%s', (config, row) => {
      const findings = examine(objectsOf(config), row);
      const found = blockers(findings);
      if (row.outcome === 'ready') expect(found.map(({ id }) => id)).toEqual([]);
      else expect(found.map(({ id }) => id)).not.toEqual([]);
      expectFate(found, row);
    });
  },
);

describe('a fail-closed webhook without a backend on one resource', () => {
  test.each(
    rowsOf('denied-writes.jsonl').map(
      (row) => [`${row.from} → ${row.to} ${row.blocked}: ${row.outcome}`, row] as const,
    ),
  )('%s', (_name, row) => {
    const [group = '', resource = ''] = (row.blocked as string).split('/');
    const webhook = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'one-resource' },
      webhooks: [
        {
          name: 'one.example.dev',
          failurePolicy: 'Fail',
          rules: [
            { operations: ['*'], apiGroups: [group], apiVersions: ['*'], resources: [resource], scope: '*' },
          ],
          clientConfig: { url: 'https://127.0.0.1:1/' },
        },
      ],
    };
    const found = blockers(examine([webhook], row));
    if (row.outcome === 'ready') expect(found.map(({ id }) => id)).toEqual([]);
    else expect(found.map(({ id }) => id)).toEqual(['control-plane-write-denied/one-resource']);
    expectFate(found, row);
  });
});
