import { readFileSync, statSync } from 'node:fs';
import { load, YAMLException } from 'js-yaml';
import { UsageError } from '../errors.ts';
import { misfit, type Shape } from './shape.ts';

/** The text of a kubeconfig that has been held to its shape, and the part of it that the client library leaves out. */
export interface KubeconfigText {
  readonly file: string;
  readonly text: string;
  readonly users: readonly {
    readonly name?: string | null;
    readonly user?: Readonly<Record<string, unknown>> | null;
  }[];
}

/** A kubeconfig of a thousand clusters, with certificates, has some megabytes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** client-go `tools/clientcmd/api/v1/types.go` (Kubernetes 1.36), as far as anything of it is used. */
const SHAPE: Shape = {
  'current-context': 'text',
  clusters: [
    {
      name: 'text',
      cluster: {
        server: 'text',
        'certificate-authority': 'text',
        'certificate-authority-data': 'text',
        'insecure-skip-tls-verify': 'truth',
        'tls-server-name': 'text',
        'proxy-url': 'text',
      },
    },
  ],
  contexts: [{ name: 'text', context: { cluster: 'text', user: 'text', namespace: 'text' } }],
  users: [
    {
      name: 'text',
      user: {
        token: 'text',
        tokenFile: 'text',
        username: 'text',
        password: 'text',
        'client-certificate': 'text',
        'client-certificate-data': 'text',
        'client-key': 'text',
        'client-key-data': 'text',
        as: 'text',
        'as-uid': 'text',
        'as-groups': ['text'],
        exec: {
          apiVersion: 'text',
          command: 'text',
          args: ['text'],
          env: [{ name: 'text', value: 'text' }],
          installHint: 'text',
          interactiveMode: 'text',
        },
        'auth-provider': { name: 'text' },
      },
    },
  ],
};

/**
 * Reads a kubeconfig as text; undefined where it is empty.
 * @throws UsageError where it cannot be read or is none; its message never quotes the file, which holds credentials
 */
export function readKubeconfigText(file: string): KubeconfigText | undefined {
  const text = readText(file);
  if (text.trim() === '') return undefined;
  const document = parse(text, file);
  if (document === undefined || document === null) return undefined;
  const wrong = misfit(document, SHAPE);
  if (wrong !== undefined) throw refusal(file, `it is no kubeconfig: ${wrong}`);
  const { users } = document as { users?: KubeconfigText['users'] | null };
  return { file, text, users: users ?? [] };
}

function readText(file: string): string {
  try {
    if (statSync(file).size > MOST_BYTES) throw refusal(file, `it is larger than ${MOST_BYTES} bytes`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw refusal(file, `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
  }
}

/** A parser's reason may quote what it stumbled over; what stands behind a mark is left out. */
function parse(text: string, file: string): unknown {
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const reason = error.reason.replace(/["'`<(].*/s, '…');
    throw refusal(file, `line ${(error.mark?.line ?? 0) + 1}: ${reason}`);
  }
}

function refusal(file: string, reason: string): UsageError {
  return new UsageError(`${file}: ${reason}. Mend the file, or name another with --kubeconfig.`);
}
