import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { PolicyReportApi } from '../../src/facts/policy-report-api.ts';
import type { Generated } from './generated-objects.ts';

export type RecordingName = 'talos-single-1.32' | 'kubeadm-ha-1.33';

/** What goes wrong with a request. */
export type Fault =
  | { readonly answer: number; readonly headers?: Record<string, string>; readonly times?: number }
  | {
      readonly does:
        | 'hang'
        | 'reset'
        | 'truncate'
        | 'not-json'
        | 'wrong-kind'
        | 'expire-continue'
        | 'wrong-content-type';
      readonly times?: number;
    };

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** What was sent, where something was. */
  body: string;
}

export interface RecordedServer {
  readonly url: string;
  /** A kubeconfig for it, with a token. */
  readonly kubeconfig: string;
  readonly log: readonly Asked[];
  /** TLS connections that were opened. */
  readonly connections: () => number;
  /** Requests that were under way at once, at most. */
  readonly mostAtOnce: () => number;
  readonly close: () => Promise<void>;
}

export interface ServerOptions {
  /** Faults by path prefix; the longest prefix counts. */
  readonly faults?: Record<string, Fault>;
  /** Objects a page holds at most, whatever the client asks for. */
  readonly page?: number;
  readonly latency?: number;
  readonly certificate?: 'server' | 'expired';
  /** API groups whose own servers do not answer discovery. */
  readonly stale?: readonly string[];
  /** Objects beside the recorded ones, by `group_version_resource`. */
  readonly generated?: Readonly<Record<string, Generated>>;
  /** What single kubelets run with beside what the recording says of all of them; without it, and without a recording, there is no kubelet to ask. */
  readonly kubelets?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The version of cgroups that single kubelets found; the others found version 2. */
  readonly cgroupVersions?: Readonly<Record<string, number>>;
  /** APIs of policy reports that it serves beside the recorded ones; it takes a PATCH of these and of nothing else. */
  readonly reports?: readonly PolicyReportApi[];
}

export const TOKEN = 'test-token';
const RECORDINGS = fileURLToPath(new URL('../recordings/', import.meta.url));
const TLS = fileURLToPath(new URL('./tls/', import.meta.url));

/** Starts an API server on loopback that answers with a recording, as a kube-apiserver would answer a read-only client. */
export async function startRecordedServer(
  recording: RecordingName,
  options: ServerOptions = {},
): Promise<RecordedServer> {
  const folder = join(RECORDINGS, recording);
  const log: Asked[] = [];
  const faults = new Map(
    Object.entries(options.faults ?? {}).map(([path, fault]) => [
      path,
      { fault, left: fault.times ?? Number.POSITIVE_INFINITY },
    ]),
  );
  let connections = 0;
  let atOnce = 0;
  let mostAtOnce = 0;
  const name = options.certificate ?? 'server';
  const server = https.createServer(
    { key: readFileSync(join(TLS, `${name}.key`)), cert: readFileSync(join(TLS, `${name}.crt`)) },
    (request, response) => {
      const url = new URL(request.url ?? '/', 'https://server');
      const asked: Asked = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: '',
      };
      log.push(asked);
      request.on('data', (chunk) => {
        asked.body += String(chunk);
      });
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      response.on('close', () => {
        atOnce -= 1;
      });
      setTimeout(() => answer(folder, url, request, response, faults, options), options.latency ?? 0);
    },
  );
  server.on('secureConnection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    kubeconfig: writeKubeconfig(url, recording),
    log,
    connections: () => connections,
    mostAtOnce: () => mostAtOnce,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function writeKubeconfig(url: string, context: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'holdshort-')), 'config');
  writeFileSync(
    file,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': context,
      clusters: [{ name: 'c', cluster: { server: url, 'certificate-authority': join(TLS, 'ca.crt') } }],
      users: [{ name: 'u', user: { token: TOKEN } }],
      contexts: [{ name: context, context: { cluster: 'c', user: 'u' } }],
    }),
  );
  return file;
}

type Faults = Map<string, { fault: Fault; left: number }>;

function answer(
  folder: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
  faults: Faults,
  options: ServerOptions,
): unknown {
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return status(response, 401, 'Unauthorized');
  const takesReport = request.method === 'PATCH' && isReport(url.pathname, options.reports);
  if (request.method !== 'GET' && !takesReport) return status(response, 405, 'MethodNotAllowed');
  const path = [...faults.keys()]
    .filter((prefix) => url.pathname.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];
  const entry = path === undefined ? undefined : faults.get(path);
  const isMiddle = url.searchParams.has('continue');
  if (entry !== undefined && entry.left > 0) {
    const waits = 'does' in entry.fault && entry.fault.does === 'expire-continue' && !isMiddle;
    if (!waits) {
      entry.left -= 1;
      return fail(entry.fault, response);
    }
  }
  if (takesReport) {
    const taken = () => send(response, request, '{"metadata":{}}');
    return request.readableEnded ? taken() : request.on('end', taken);
  }
  const body = read(folder, url, request, options);
  if (body === undefined) return status(response, 404, 'NotFound');
  send(response, request, body);
}

function isReport(path: string, reports: readonly PolicyReportApi[] = []): boolean {
  return reports.some(
    ({ group, version, resource }) => path === `/apis/${group}/${version}/${resource}/holdshort`,
  );
}

function withMore(discovery: string, { reports = [], stale = [] }: ServerOptions): string {
  if (reports.length + stale.length === 0) return discovery;
  const document = JSON.parse(discovery);
  const added = reports.map(({ group, version, resource, kind }) => ({
    metadata: { name: group },
    versions: [
      { version, resources: [{ resource, scope: 'Cluster', responseKind: { group, version, kind } }] },
    ],
  }));
  const silent = stale.map((name) => ({
    metadata: { name },
    versions: [{ version: 'v1beta1', freshness: 'Stale', resources: [] }],
  }));
  return JSON.stringify({ ...document, items: [...document.items, ...added, ...silent] });
}

function fail(fault: Fault, response: ServerResponse): unknown {
  if ('answer' in fault) return status(response, fault.answer, 'Fault', fault.headers);
  switch (fault.does) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.destroy();
      return;
    case 'truncate':
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      response.write('{"kind": "Li');
      setTimeout(() => response.socket?.destroy(), 5);
      return;
    case 'not-json':
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end('this is no JSON');
      return;
    case 'wrong-content-type':
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<html><body>Sign in</body></html>');
      return;
    case 'wrong-kind':
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end('{"kind":"BananaList","apiVersion":"v1","items":[]}');
      return;
    case 'expire-continue':
      return status(response, 410, 'Expired');
  }
}

function status(
  response: ServerResponse,
  code: number,
  reason: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(code, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, code }));
}

function send(response: ServerResponse, request: IncomingMessage, body: string): void {
  const type = body.startsWith('{') ? 'application/json' : 'text/plain';
  if (request.headers['accept-encoding'] !== 'gzip') {
    response.writeHead(200, { 'Content-Type': type });
    response.end(body);
    return;
  }
  response.writeHead(200, { 'Content-Type': type, 'Content-Encoding': 'gzip' });
  response.end(gzipSync(body));
}

function read(
  folder: string,
  url: URL,
  request: IncomingMessage,
  options: ServerOptions,
): string | undefined {
  const { page, generated } = options;
  const accept = request.headers.accept ?? '';
  if (url.pathname === '/version') return text(folder, 'version.json');
  if (url.pathname === '/metrics') return text(folder, 'metrics.txt');
  const proxied = /^\/api\/v1\/nodes\/([^/]+)\/proxy\/(configz|metrics)$/.exec(url.pathname);
  if (proxied !== null) {
    const node = decodeURIComponent(proxied[1] ?? '');
    const config = configz(folder, node, options);
    return proxied[2] === 'configz' || config === undefined ? config : kubeletMetrics(node, options);
  }
  if (url.pathname === '/api' && accept.includes('APIGroupDiscoveryList'))
    return text(folder, 'discovery-api.json');
  if (url.pathname === '/apis' && accept.includes('APIGroupDiscoveryList'))
    return withMore(text(folder, 'discovery-apis.json') ?? '', options);
  const match = /^\/(?:api|apis\/([^/]+))\/([^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?$/.exec(
    url.pathname,
  );
  if (match === null) return undefined;
  const [, group = 'core', version = '', namespace, resource = '', name] = match;
  const recorded = readItems(folder, group, version, resource);
  const more = generated?.[`${group}_${version}_${resource}`];
  if (more !== undefined && name === undefined && namespace === undefined) {
    const items = joined(recorded ?? [], more);
    return list(
      apiVersionOf(group, version),
      kindOf(folder, group, resource),
      items,
      url,
      page,
      accept.includes('PartialObjectMetadataList'),
    );
  }
  // A generated object stands in for a recorded one of the same name.
  const planted = more === undefined ? [] : joined([], more).slice(0, more.count);
  const items = recorded === undefined && more === undefined ? undefined : [...planted, ...(recorded ?? [])];
  const apiVersion = apiVersionOf(group, version);
  if (items === undefined)
    return isServed(folder, group, version, resource)
      ? list(apiVersion, kindOf(folder, group, resource), [], url, page, false)
      : undefined;
  const chosen = items.filter((item) => namespace === undefined || item.metadata.namespace === namespace);
  if (name !== undefined) {
    const object = chosen.find((item) => item.metadata.name === name);
    return object === undefined
      ? undefined
      : JSON.stringify({ apiVersion, kind: kindOf(folder, group, resource), ...object });
  }
  const selector = url.searchParams.get('labelSelector');
  const selected =
    selector === null
      ? chosen
      : chosen.filter(
          (item) => item.metadata.labels?.[selector.split('=')[0] ?? ''] === selector.split('=')[1],
        );
  return list(
    apiVersion,
    kindOf(folder, group, resource),
    selected,
    url,
    page,
    accept.includes('PartialObjectMetadataList'),
  );
}

/** What the kubelet of a node answers, as kube-apiserver passes it on. */
function configz(folder: string, node: string, { kubelets = {} }: ServerOptions): string | undefined {
  const isThere = readItems(folder, 'core', 'v1', 'nodes')?.some(({ metadata }) => metadata.name === node);
  const recorded = text(folder, 'configz.json');
  if (isThere !== true || (recorded === undefined && kubelets[node] === undefined)) return undefined;
  const { kubeletconfig = {} } = JSON.parse(recorded ?? '{}');
  return JSON.stringify({ kubeletconfig: { ...kubeletconfig, ...kubelets[node] } });
}

/** An extract of what a kubelet of 1.31 and newer counts. */
function kubeletMetrics(node: string, { cgroupVersions = {} }: ServerOptions): string {
  const version = cgroupVersions[node] ?? 2;
  return `# HELP kubelet_cgroup_version [ALPHA] cgroup version on the hosts.\n# TYPE kubelet_cgroup_version gauge\nkubelet_cgroup_version ${version}\nkubelet_running_pods 7\n`;
}

function apiVersionOf(group: string, version: string): string {
  return group === 'core' ? version : `${group}/${version}`;
}

/** Recorded objects and then generated ones; none of the latter is made before a page asks for it. */
function joined(recorded: readonly Item[], { count, make }: Generated): Items {
  return {
    length: recorded.length + count,
    slice: (start, end) => {
      const made = Array.from(
        { length: Math.max(0, Math.min(end, recorded.length + count) - Math.max(start, recorded.length)) },
        (_, index) => make(Math.max(start, recorded.length) - recorded.length + index) as Item,
      );
      return [...recorded.slice(start, end), ...made];
    },
  };
}

interface Items {
  readonly length: number;
  readonly slice: (start: number, end: number) => readonly Item[];
}

interface Item {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
  };
}

function list(
  apiVersion: string,
  kind: string,
  items: Items,
  url: URL,
  page: number | undefined,
  metadataOnly: boolean,
): string {
  const start = Number(url.searchParams.get('continue') ?? 0);
  const limit = Math.min(
    Number(url.searchParams.get('limit') ?? items.length),
    page ?? Number.POSITIVE_INFINITY,
  );
  const end = start + limit;
  const shown = items.slice(start, end).map((item) => (metadataOnly ? { metadata: item.metadata } : item));
  return JSON.stringify({
    kind: metadataOnly ? 'PartialObjectMetadataList' : `${kind}List`,
    apiVersion: metadataOnly ? 'meta.k8s.io/v1' : apiVersion,
    metadata: { resourceVersion: '1', ...(end < items.length ? { continue: String(end) } : {}) },
    items: shown,
  });
}

const cache = new Map<string, string | undefined>();

function text(folder: string, name: string): string | undefined {
  const file = join(folder, name);
  if (!cache.has(file)) {
    try {
      cache.set(file, readFileSync(file, 'utf8'));
    } catch {
      cache.set(file, undefined);
    }
  }
  return cache.get(file);
}

function readItems(
  folder: string,
  group: string,
  version: string,
  resource: string,
): readonly Item[] | undefined {
  const body = text(folder, `lists/${group}_${version}_${resource}.json`);
  return body === undefined ? undefined : JSON.parse(body).items;
}

interface Discovery {
  readonly items: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources: readonly {
        readonly resource: string;
        readonly responseKind: { readonly kind: string };
      }[];
    }[];
  }[];
}

function served(folder: string, group: string) {
  const file = group === 'core' ? 'discovery-api.json' : 'discovery-apis.json';
  const { items } = JSON.parse(text(folder, file) ?? '{"items":[]}') as Discovery;
  return items
    .filter(({ metadata }) => (metadata.name ?? '') === (group === 'core' ? '' : group))
    .flatMap(({ versions }) => versions);
}

function isServed(folder: string, group: string, version: string, resource: string): boolean {
  return served(folder, group).some(
    (one) => one.version === version && one.resources.some((other) => other.resource === resource),
  );
}

function kindOf(folder: string, group: string, resource: string): string {
  const found = served(folder, group)
    .flatMap(({ resources }) => resources)
    .find((one) => one.resource === resource);
  return found?.responseKind.kind ?? 'Unknown';
}

/** Names of all recordings. */
export function recordings(): readonly RecordingName[] {
  return readdirSync(RECORDINGS).filter((name) => !name.endsWith('.md')) as RecordingName[];
}
