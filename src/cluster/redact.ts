/** Keeps secrets out of what is collected: what looks like one is replaced before it reaches a fact. */

const REDACTED = 'REDACTED';

/** Parts of names whose values are secrets; names of files that hold them are not. */
const SECRET_NAME = /(?:password|passwd|passphrase|secret|token|credential|api-?key|private-?key|bearer)/i;
const NO_SECRET =
  /(?:-file|-files|-dir|-path|-ttl|-mode|-timeout|-audiences?|-issuer|-cleaner|-controller|-auth|-projection)$/i;
/** A policy is a word out of a list, such as the kubelet's imagePullCredentialsVerificationPolicy. */
const POLICY_NAME = /(?:-policy|[a-z]Policy)$/;

/** A url without its user and password. */
export function redactUrls(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]{0,30}:\/\/)[^/\s@'"]{1,2000}@/gi, `$1${REDACTED}@`);
}

/** A command line whose secret-looking flags have lost their values, in both forms: `--a=b` and `--a b`. */
export function redactArguments(args: readonly string[]): readonly string[] {
  return args.map((arg, index) => {
    const before = args[index - 1];
    if (before !== undefined && !before.includes('=') && isSecretFlag(before) && !arg.startsWith('-'))
      return REDACTED;
    const equals = arg.indexOf('=');
    if (equals !== -1 && isSecretFlag(arg.slice(0, equals))) return `${arg.slice(0, equals)}=${REDACTED}`;
    return redactUrls(arg);
  });
}

/** A YAML text whose secret-looking fields have lost their values. */
export function redactYaml(text: string): string {
  let listed = '';
  return text
    .split('\n')
    .map((line) => {
      const colon = line.indexOf(':');
      if (colon === -1) return redactUrls(line);
      const name = unquoted(line.slice(0, colon).trim().replace(/^- /, ''));
      const value = line.slice(colon + 1).trim();
      // kubeadm v1beta4 lists arguments as name and value, on lines of their own.
      if (line.trimStart().startsWith('- ')) listed = '';
      if (name === 'name') listed = unquoted(value);
      const isSecret =
        value !== '' &&
        (isSecretName(name) || (name === 'value' && isSecretName(listed))) &&
        !/^(?:true|false|null|\d[hms\d.]*)$/.test(value);
      return isSecret ? `${line.slice(0, colon)}: ${REDACTED}` : redactUrls(line);
    })
    .join('\n');
}

function unquoted(text: string): string {
  return text.replace(/^["']|["']$/g, '');
}

function isSecretFlag(flag: string): boolean {
  return flag.startsWith('-') && isSecretName(flag.replace(/^-+/, ''));
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !NO_SECRET.test(name) && !POLICY_NAME.test(name);
}
