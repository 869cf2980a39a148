import http from 'node:http';
import https from 'node:https';
import { gunzipSync } from 'node:zlib';
import { failed, type Reading, readingOf } from './read-failure.ts';

/** Where and as whom to ask. `headers` is asked for each time: credentials may be renewed. */
export interface Connection {
  readonly server: URL;
  readonly agent: http.Agent;
  readonly headers: (renew: boolean) => Promise<Readonly<Record<string, string>>>;
  readonly close: () => void;
}

/** Bounds and the outside world, passed in. */
export interface TransportOptions {
  /** One request's longest time, in milliseconds. */
  readonly requestTimeout: number;
  /** Ends everything: the total time, or the user's interrupt. */
  readonly signal: AbortSignal;
  /** Most bytes of one answer, unpacked. */
  readonly mostBytes: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
}

/** Reads paths of an API server: GET and nothing else. */
export interface ApiReader {
  /** Reads a JSON document. */
  readonly json: (path: string, accept?: string) => Promise<Reading<unknown>>;
  /** Reads a text, such as metrics. */
  readonly text: (path: string) => Promise<Reading<string>>;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly type: string;
  readonly body: Buffer;
}

const TRIES = 4;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;

/** Makes a reader of a connection. Only what may be over in a moment is tried again: 429, 5xx, a broken connection. */
export function readApi(connection: Connection, options: TransportOptions): ApiReader {
  const read = (path: string, accept: string) => withRetries(connection, path, accept, options);
  return {
    json: async (path, accept = 'application/json') => {
      const answer = await read(path, accept);
      if (!answer.ok) return answer;
      try {
        return readingOf(JSON.parse(answer.value.body.toString('utf8')));
      } catch {
        return failed(
          'malformed',
          `the answer is not JSON (${answer.value.type || 'no content type'}, ${answer.value.body.length} bytes)`,
        );
      }
    },
    text: async (path) => {
      const answer = await read(path, 'text/plain');
      return answer.ok ? readingOf(answer.value.body.toString('utf8')) : answer;
    },
  };
}

async function withRetries(
  connection: Connection,
  path: string,
  accept: string,
  options: TransportOptions,
): Promise<Reading<Answer>> {
  let last: Reading<Answer> = failed('unreachable', 'nothing was tried');
  let renew = false;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (options.signal.aborted) return failed('timeout', 'the time for reading the cluster is over');
    const answer = await request(connection, path, accept, renew, options);
    if (answer.ok && answer.value.status === 200) return answer;
    last = answer.ok ? refusal(answer.value) : answer;
    if (attempt === TRIES) break;
    if (answer.ok && answer.value.status === 401 && !renew) {
      // A credential that ran out is fetched anew, once.
      renew = true;
      continue;
    }
    if (!isWorthAnotherTry(answer)) break;
    await pause(answer.ok ? answer.value.retryAfter : undefined, attempt, options);
  }
  return last;
}

function isWorthAnotherTry(answer: Reading<Answer>): boolean {
  if (!answer.ok) return answer.failure.kind === 'unreachable';
  return answer.value.status === 429 || answer.value.status >= 500;
}

async function pause(
  retryAfter: string | undefined,
  attempt: number,
  { sleep, random, signal }: TransportOptions,
): Promise<void> {
  const asked = Number(retryAfter) * 1000;
  const backoff = FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + random());
  const longest = Math.min(Number.isFinite(asked) && asked > 0 ? asked : backoff, LONGEST_PAUSE);
  const over = new AbortController();
  const ended = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
  });
  await Promise.race([sleep(longest), ended]);
  over.abort();
}

function refusal({ status }: Answer): Reading<Answer> {
  if (status === 401)
    return failed('unauthorized', 'the API server does not accept the credentials (401)', status);
  if (status === 403) return failed('forbidden', 'forbidden (403)', status);
  if (status === 404) return failed('missing', 'not found (404)', status);
  if (status === 410) return failed('expired', 'the list expired while it was read (410)', status);
  if (status === 429) return failed('refused', 'the API server asks for patience (429)', status);
  return failed('refused', `the API server answered ${status}`, status);
}

async function request(
  connection: Connection,
  path: string,
  accept: string,
  renew: boolean,
  options: TransportOptions,
): Promise<Reading<Answer>> {
  let headers: Readonly<Record<string, string>>;
  try {
    headers = await connection.headers(renew);
  } catch (error) {
    return failed('unauthorized', `the credentials could not be had: ${messageOf(error)}`);
  }
  const url = new URL(connection.server.pathname.replace(/\/$/, '') + path, connection.server);
  const send = url.protocol === 'http:' ? http.request : https.request;
  const answered = new Promise<Reading<Answer>>((resolve) => {
    const timeout = AbortSignal.timeout(options.requestTimeout);
    const outgoing = send(
      url,
      {
        agent: connection.agent,
        headers: { ...headers, Accept: accept, 'Accept-Encoding': 'gzip', 'User-Agent': 'holdshort' },
        signal: AbortSignal.any([options.signal, timeout]),
      },
      (response) => void receive(response, options.mostBytes).then(resolve),
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) => resolve(breakdown(error, timeout, options)));
    outgoing.end();
  });
  // Node throws before it sends anything where a token cannot stand in a header, or a certificate is none.
  return answered.catch(({ code }: NodeJS.ErrnoException) =>
    failed(
      'unauthorized',
      `the credentials or certificates of the kubeconfig cannot be used (${code ?? 'unknown reason'})`,
    ),
  );
}

function receive(response: http.IncomingMessage, mostBytes: number): Promise<Reading<Answer>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) response.destroy(new Error(`the answer is larger than ${mostBytes} bytes`));
      else chunks.push(chunk);
    });
    response.on('error', (error) =>
      resolve(failed('unreachable', `the connection broke while an answer was read: ${messageOf(error)}`)),
    );
    response.on('end', () => {
      if (!response.complete)
        return resolve(failed('unreachable', 'the connection broke while an answer was read'));
      resolve(unpack(response, Buffer.concat(chunks), mostBytes));
    });
  });
}

function unpack(response: http.IncomingMessage, body: Buffer, mostBytes: number): Reading<Answer> {
  const { statusCode = 0, headers } = response;
  try {
    return readingOf({
      status: statusCode,
      retryAfter: headers['retry-after'],
      type: headers['content-type'] ?? '',
      body: headers['content-encoding'] === 'gzip' ? gunzipSync(body, { maxOutputLength: mostBytes }) : body,
    });
  } catch {
    return failed('malformed', 'the answer is not whole gzip, or unpacks to too much');
  }
}

function breakdown(
  error: NodeJS.ErrnoException,
  timeout: AbortSignal,
  { signal, requestTimeout }: TransportOptions,
): Reading<Answer> {
  if (signal.aborted) return failed('timeout', 'the time for reading the cluster is over');
  if (timeout.aborted) return failed('timeout', `no answer within ${requestTimeout / 1000} s`);
  // OpenSSL's and Node's codes for certificates that do not hold; another try would meet the same one.
  const isUntrusted = /CERT|SIGNATURE|ISSUER|^ERR_TLS/.test(error.code ?? '');
  return failed(isUntrusted ? 'untrusted' : 'unreachable', messageOf(error));
}

/** An error's code or message, without anything a url could carry. */
function messageOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (message || code || 'an unknown error').replace(
    /[a-z][a-z0-9+.-]{0,30}:\/\/\S{1,2000}/gi,
    'the server',
  );
}
