/** The one place of this program that writes to a cluster. `check --write-policy-report` alone comes here; everything else sends GET. */
import http from 'node:http';
import https from 'node:https';
import { UsageError } from '../errors.ts';
import { POLICY_REPORT_NAME, type PolicyReportApi } from '../facts/policy-report-api.ts';
import type { Connection } from './transport.ts';

/** Bytes of an answer that are read: a Status is short, and of the written object nothing is wanted. */
const MOST_BYTES = 64 * 1024;

/** What is written, and until when it is tried. */
export interface PolicyReportWrite {
  readonly api: PolicyReportApi;
  /** The object as JSON, which is YAML too. */
  readonly body: string;
  readonly signal: AbortSignal;
}

/**
 * Writes the report by a server-side apply: one PATCH of one object with a fixed name. What an earlier run wrote is replaced; what others
 * added to the object beside it stays.
 * @throws UsageError where the server does not take it; nothing is tried again
 */
export async function applyPolicyReport(
  connection: Connection,
  { api, body, signal }: PolicyReportWrite,
): Promise<void> {
  const { group, version, resource, kind } = api;
  const path = `/apis/${group}/${version}/${resource}/${POLICY_REPORT_NAME}?fieldManager=holdshort&force=true`;
  const answer = await patch(connection, path, body, signal);
  if (answer.status === 200 || answer.status === 201) return;
  const why = answer.status === undefined ? answer.because : refusal(answer.status, answer.reason);
  throw new UsageError(`The ${kind} ${POLICY_REPORT_NAME} could not be written into the cluster: ${why}`);
}

type Answer =
  | { readonly status: number; readonly reason: string | undefined }
  | { readonly status?: undefined; readonly because: string };

function refusal(status: number, reason: string | undefined): string {
  const what = `the API server answered ${status}${reason === undefined ? '' : ` (${reason})`}`;
  if (status === 401) return `${what}. Log in again, or choose another --context.`;
  if (status === 403) return `${what}. Grant what holdshort rbac --write-policy-report prints.`;
  if (status === 413) return `${what}: it is too large. Write the report to a file instead: --output.`;
  return `${what}. Run it again, or leave out --write-policy-report.`;
}

async function patch(
  connection: Connection,
  path: string,
  body: string,
  signal: AbortSignal,
): Promise<Answer> {
  const headers = await connection.headers(false);
  const url = new URL(connection.server.pathname.replace(/\/$/, '') + path, connection.server);
  const send = url.protocol === 'http:' ? http.request : https.request;
  return new Promise((resolve) => {
    // An error's message may hold an address; its code never does.
    const broken = (error: NodeJS.ErrnoException) =>
      resolve({
        because: `${signal.aborted ? 'no answer in time' : `the connection broke (${error.code ?? 'unknown reason'})`}. It may have been written all the same; run it again.`,
      });
    const outgoing = send(
      url,
      {
        method: 'PATCH',
        agent: connection.agent,
        headers: {
          ...headers,
          Accept: 'application/json',
          'Content-Type': 'application/apply-patch+yaml',
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': 'holdshort',
        },
        signal,
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          if (size < MOST_BYTES) chunks.push(chunk);
          size += chunk.length;
        });
        response.on('error', broken);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, reason: reasonOf(Buffer.concat(chunks)) }),
        );
      },
    );
    outgoing.on('error', broken);
    outgoing.end(body);
  });
}

/** A Status has one word for why, such as Forbidden; its message could quote anything. */
function reasonOf(body: Buffer): string | undefined {
  try {
    const { reason } = JSON.parse(body.toString('utf8')) as { reason?: unknown };
    return typeof reason === 'string' && /^[A-Za-z]{1,60}$/.test(reason) ? reason : undefined;
  } catch {
    return undefined;
  }
}
