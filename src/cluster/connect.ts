import http from 'node:http';
import https from 'node:https';
import { basename } from 'node:path';
import { UsageError } from '../errors.ts';
import { type ConfigOptions, type Configuration, findConfiguration } from './kubeconfig-files.ts';
import type { KubeConfig } from './kubernetes-client.ts';
import { proxyFor } from './proxy.ts';
import type { Connection } from './transport.ts';

/** Connections to the server at once, at most. */
const SOCKETS = 6;

/** A connection and the name of the context it belongs to. */
export interface Connected {
  readonly connection: Connection;
  readonly context: string;
}

/**
 * Prepares a connection from a kubeconfig: one agent that keeps its connections, and credentials that are fetched once (an exec plugin
 * runs once) and anew only when the server no longer accepts them. No request is sent yet.
 * @throws UsageError where the configuration is missing or cannot be used
 */
export async function connect(options: ConfigOptions): Promise<Connected> {
  const first = findConfiguration(options);
  const server = serverOf(first);
  useProxy(first.config, server, options.env);
  let credentials = await authenticate(first, server);
  return {
    context: first.context,
    connection: {
      server,
      agent: credentials.agent,
      headers: async (renew) => {
        // A fresh configuration forgets the credentials that were cached in the old one.
        if (renew) credentials = await authenticate(findConfiguration(options), server, credentials.agent);
        return credentials.headers;
      },
      close: () => credentials.agent.destroy(),
    },
  };
}

interface Credentials {
  readonly agent: http.Agent;
  readonly headers: Readonly<Record<string, string>>;
}

function serverOf({ config, context }: Configuration): URL {
  const address = config.getCurrentCluster()?.server ?? '';
  if (!URL.canParse(address) || !/^https?:/.test(address)) {
    throw new UsageError(
      `Context ${context} names no usable server address. Mend its cluster in the kubeconfig.`,
    );
  }
  return new URL(address);
}

/** `proxy-url` in the kubeconfig counts before the environment; the library knows only the former. */
function useProxy(config: KubeConfig, server: URL, env: ConfigOptions['env']): void {
  const cluster = config.getCurrentCluster();
  const proxy = proxyFor(server, env);
  if (cluster !== null && cluster.proxyUrl === undefined && proxy !== undefined) {
    (cluster as { proxyUrl?: string }).proxyUrl = proxy;
  }
}

async function authenticate(
  { config, context, impersonation }: Configuration,
  server: URL,
  keep?: http.Agent,
): Promise<Credentials> {
  if (config.getCurrentUser() === null)
    config.users.push({ name: config.getContextObject(context)?.user ?? '' });
  if (server.protocol === 'http:')
    return { agent: keep ?? new http.Agent(POOL), headers: flatten(impersonation) };
  const applied: https.RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(applied);
  } catch (error) {
    throw new UsageError(
      `The credentials of context ${context} could not be had: ${failureOf(config, error)}. Log in again, or choose another --context.`,
    );
  }
  const basic =
    typeof applied.auth === 'string'
      ? { Authorization: `Basic ${Buffer.from(applied.auth).toString('base64')}` }
      : {};
  return {
    agent: keep ?? poolOf(applied.agent as https.Agent),
    headers: { ...flatten(applied.headers as Record<string, unknown>), ...basic, ...flatten(impersonation) },
  };
}

/** What a plugin printed may hold anything, a token too: only its name is told. */
function failureOf(config: KubeConfig, error: unknown): string {
  const { exec } = (config.getCurrentUser() ?? {}) as { exec?: { command?: unknown } };
  if (exec === undefined) return (error as Error).message.split('\n')[0] ?? 'an unknown error';
  return `its exec plugin ${basename(String(exec.command))} failed; run it by hand to see why`;
}

const POOL = { keepAlive: true, maxSockets: SOCKETS } as const;

/** The library's agent opens a connection for each request; a proxy's agent is kept as it is. */
function poolOf(agent: https.Agent): https.Agent {
  return agent.constructor === https.Agent ? new https.Agent({ ...agent.options, ...POOL }) : agent;
}

function flatten(headers: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [
      name,
      Array.isArray(value) ? (value as string[]) : String(value),
    ]),
  ) as Record<string, string>;
}
