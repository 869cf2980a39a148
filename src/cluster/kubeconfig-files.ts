import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { KubeConfig } from './kubernetes-client.ts';
import { type KubeconfigText, readKubeconfigText } from './read-kubeconfig.ts';

const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

export interface ConfigOptions {
  /** `--kubeconfig`: then no other file counts. */
  readonly kubeconfig?: string | undefined;
  /** `--context`. */
  readonly context?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A configuration and what the client library leaves out of it: whom to act as. */
export interface Configuration {
  readonly config: KubeConfig;
  readonly context: string;
  readonly impersonation: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Finds the configuration as kubectl does: `--kubeconfig`, the files of KUBECONFIG merged (of equal names the first counts, files that
 * are missing do not), `~/.kube/config`, or the service account of the pod it runs in.
 * @throws UsageError where there is none, where a file cannot be read, or where the context does not exist
 */
export function findConfiguration(options: ConfigOptions): Configuration {
  const files = presentFiles(options);
  if (files.length === 0) return inCluster(options);
  const config = merged(files);
  const context = chooseContext(config, options.context);
  return { config, context, impersonation: impersonationOf(config.getCurrentUser()?.name, files) };
}

/**
 * The names of all contexts, in the order of the files.
 * @throws UsageError where there is no kubeconfig, or none that names a context
 */
export function contextNames(options: ConfigOptions): readonly string[] {
  const files = presentFiles(options);
  const names =
    files.length === 0
      ? []
      : merged(files)
          .getContexts()
          .map(({ name }) => name);
  if (names.length === 0) {
    throw new UsageError(
      '--all-contexts: no kubeconfig with a context was found. Name one with --kubeconfig.',
    );
  }
  return names;
}

function presentFiles(options: ConfigOptions): readonly KubeconfigText[] {
  const files = configFiles(options).flatMap((file) =>
    existsSync(file) ? (readKubeconfigText(file) ?? []) : [],
  );
  if (options.kubeconfig !== undefined && files.length === 0) {
    throw new UsageError(
      `--kubeconfig ${options.kubeconfig}: there is no such file, or it is empty. Give the path of a kubeconfig.`,
    );
  }
  return files;
}

function merged(files: readonly KubeconfigText[]): KubeConfig {
  const parts = files.map((file) => loadFile(file));
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: firstOfEachName(parts.flatMap((part) => part.clusters)),
    users: firstOfEachName(parts.flatMap((part) => part.users)),
    contexts: firstOfEachName(parts.flatMap((part) => part.contexts)),
    currentContext: parts.map((part) => part.currentContext).find((name) => name),
  });
  return config;
}

function configFiles({ kubeconfig, env }: ConfigOptions): readonly string[] {
  if (kubeconfig !== undefined) return [kubeconfig];
  if (env.KUBECONFIG !== undefined && env.KUBECONFIG !== '') {
    return env.KUBECONFIG.split(delimiter).filter((file) => file !== '');
  }
  return [join(env.HOME ?? homedir(), '.kube', 'config')];
}

function loadFile({ file, text }: KubeconfigText): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromString(text);
  } catch {
    throw new UsageError(`${file}: it is no kubeconfig. Mend the file, or name another with --kubeconfig.`);
  }
  config.clusters ??= [];
  config.users ??= [];
  config.contexts ??= [];
  config.makePathsAbsolute(dirname(file));
  return config;
}

function firstOfEachName<T extends { name: string }>(items: readonly T[]): T[] {
  return [...new Map([...items].reverse().map((item) => [item.name, item])).values()].reverse();
}

function chooseContext(config: KubeConfig, wanted: string | undefined): string {
  const names = config.getContexts().map(({ name }) => name);
  const name = wanted ?? config.getCurrentContext();
  if (!name) {
    throw new UsageError(
      `The kubeconfig names no current context. Choose one with --context: ${names.join(', ') || 'it has none'}.`,
    );
  }
  if (!names.includes(name)) {
    throw new UsageError(`Context ${name} is not in the kubeconfig. It has: ${names.join(', ') || 'none'}.`);
  }
  config.setCurrentContext(name);
  if (config.getCurrentCluster() === null) {
    throw new UsageError(
      `Context ${name} names a cluster that is not in the kubeconfig. Mend the kubeconfig or choose another --context.`,
    );
  }
  return name;
}

function inCluster({ env, context }: ConfigOptions): Configuration {
  if (env.KUBERNETES_SERVICE_HOST === undefined || !existsSync(SERVICE_ACCOUNT_TOKEN)) {
    throw new UsageError(
      'No cluster is configured: neither --kubeconfig, KUBECONFIG, ~/.kube/config nor a service account was found. Name a kubeconfig, or check offline with --snapshot or --objects.',
    );
  }
  if (context !== undefined)
    throw new UsageError(
      `--context ${context}: inside a pod there is only its own cluster. Leave --context out.`,
    );
  const config = new KubeConfig();
  config.loadFromCluster();
  return { config, context: 'in-cluster', impersonation: {} };
}

/** The library sends `as` and drops the rest of an impersonation; a request as somebody else than meant would be worse than none. */
function impersonationOf(
  user: string | undefined,
  files: readonly KubeconfigText[],
): Record<string, string | readonly string[]> {
  for (const { users } of files) {
    const fields = users.find(({ name }) => name === user)?.user;
    if (fields === undefined || fields === null) continue;
    const headers: Record<string, string | readonly string[]> = {};
    if (typeof fields.as === 'string') headers['Impersonate-User'] = fields.as;
    if (typeof fields['as-uid'] === 'string') headers['Impersonate-Uid'] = fields['as-uid'];
    if (Array.isArray(fields['as-groups'])) headers['Impersonate-Group'] = fields['as-groups'].map(String);
    for (const [key, values] of Object.entries((fields['as-user-extra'] ?? {}) as Record<string, unknown>)) {
      headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = Array.isArray(values)
        ? values.map(String)
        : String(values);
    }
    return headers;
  }
  return {};
}
