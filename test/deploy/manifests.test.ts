import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { FAILSAFE_SCHEMA, load, loadAll } from 'js-yaml';
import { configurationFile } from '../../src/configuration/configuration-file.ts';
import { waiverFile } from '../../src/waivers/waiver-file.ts';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));
const read = (name: string) => readFileSync(DEPLOY + name, 'utf8');
/** One of kubectl's own files, and the two that become a ConfigMap. */
const NO_MANIFESTS = ['kustomization.yaml', 'holdshort.yaml', 'waivers.yaml'];

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const kustomization = load(read('kustomization.yaml')) as {
  readonly resources: readonly string[];
  readonly configMapGenerator: readonly { name: string; namespace: string; files: readonly string[] }[];
};
const manifests = kustomization.resources.flatMap((file) => loadAll(read(file)) as Manifest[]);
const named = <T>(kind: string) => manifests.find((one) => one.kind === kind) as unknown as T;

interface Pod {
  readonly serviceAccountName: string;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly containers: readonly {
    readonly args: readonly string[];
    readonly securityContext: Readonly<Record<string, unknown>>;
    readonly resources: { readonly limits: object; readonly requests: object };
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  }[];
  readonly volumes: readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string };
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
}
const pod = named<{ spec: { jobTemplate: { spec: { template: { spec: Pod } } } } }>('CronJob').spec
  .jobTemplate.spec.template.spec;

describe('deploy/', () => {
  test('kustomize takes every manifest that lies there', () => {
    const files = readdirSync(DEPLOY).filter(
      (name) => name.endsWith('.yaml') && !NO_MANIFESTS.includes(name),
    );
    expect([...kustomization.resources].sort()).toEqual(files.sort());
    expect(kustomization.configMapGenerator[0]?.files).toEqual(['holdshort.yaml', 'waivers.yaml']);
  });

  test('holds kinds of served versions, all in one namespace', () => {
    expect(manifests.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`).sort()).toEqual([
      'batch/v1 CronJob',
      'rbac.authorization.k8s.io/v1 ClusterRole',
      'rbac.authorization.k8s.io/v1 ClusterRoleBinding',
      'v1 Namespace',
      'v1 PersistentVolumeClaim',
      'v1 ServiceAccount',
    ]);
    const spaces = manifests.flatMap(({ metadata }) => metadata.namespace ?? []);
    expect(new Set(spaces)).toEqual(new Set([named<Manifest>('Namespace').metadata.name]));
  });

  test('binds the account that the job runs as to the role', () => {
    const binding = named<{
      roleRef: { name: string };
      subjects: readonly { name: string; namespace: string }[];
    }>('ClusterRoleBinding');
    expect(binding.roleRef.name).toBe(named<Manifest>('ClusterRole').metadata.name);
    expect(binding.subjects).toMatchObject([{ name: pod.serviceAccountName, namespace: 'holdshort' }]);
    expect(named<Manifest>('ServiceAccount').metadata.name).toBe(pod.serviceAccountName);
  });

  test('asks for nothing that the restricted pod security standard refuses', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const { securityContext, resources } of pod.containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect([resources.limits, resources.requests]).toEqual([
        expect.objectContaining({ memory: expect.any(String) }),
        expect.objectContaining({ cpu: expect.any(String), memory: expect.any(String) }),
      ]);
    }
  });

  test('mounts what it reads and the one place where it writes', () => {
    const [container] = pod.containers;
    const mounted = container?.volumeMounts.map(({ name }) => name).sort();
    expect(mounted).toEqual(pod.volumes.map(({ name }) => name).sort());
    const claims = pod.volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
    expect(claims).toEqual([named<Manifest>('PersistentVolumeClaim').metadata.name]);
    const maps = pod.volumes.flatMap(({ configMap }) => configMap?.name ?? []);
    expect(maps).toEqual([kustomization.configMapGenerator[0]?.name]);
    const { outputs, baseline } = configurationFile.parse(
      load(read('holdshort.yaml'), { schema: FAILSAFE_SCHEMA }),
    );
    for (const file of [...Object.values(outputs ?? {}), baseline])
      expect(file).toMatch(/^\/reports\/[\w.]+$/);
  });

  test('comes with a waiver file that accepts nothing', () => {
    expect(waiverFile.parse(load(read('waivers.yaml'), { schema: FAILSAFE_SCHEMA }))).toEqual({
      waivers: [],
      answers: [],
    });
  });

  test('the role writes nothing and reads no Secret', () => {
    const { rules } = named<{ rules: readonly { verbs: string[]; resources?: string[] }[] }>('ClusterRole');
    for (const { verbs, resources = [] } of rules) {
      expect(['get', 'list']).toEqual(expect.arrayContaining(verbs));
      expect(resources).not.toContain('secrets');
      expect(resources).not.toContain('*');
    }
  });
});

test.each(readdirSync(`${DEPLOY}ci`))('deploy/ci/%s is YAML and uses options that exist', async (name) => {
  const text = read(`ci/${name}`);
  expect(load(text)).toEqual(expect.any(Object));
  const used = [...text.matchAll(/ (--[a-z-]+) /g)].map(([, option]) => option);
  const { COMMANDS } = await import('../../src/commands/commands.ts');
  const { default: yargs } = await import('yargs');
  const check = COMMANDS.find(({ usage }) => usage === 'check');
  const known = await check?.options(yargs([])).getCompletion(['--']);
  expect(used.length).toBeGreaterThan(3);
  expect(known).toEqual(expect.arrayContaining(used));
});
