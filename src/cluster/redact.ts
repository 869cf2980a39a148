/** Keeps secrets out of what is collected: what looks like one is replaced before it reaches a fact. */

export const REDACTED = 'REDACTED';

/** Parts of names whose values are secrets; names of files that hold them are not. */
const SECRET_NAME =
  /(?:password|passwd|passphrase|secret|token|credential|api-?key|access[-_]?key|private-?key|certificate-?key|bearer)/i;
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
    return /\s/.test(arg) ? redactScript(arg) : redactUrls(arg);
  });
}

/** Managed clusters start components from a shell; any other script may hold anything. */
const COMPONENT = /kube-(?:apiserver|controller-manager|scheduler|proxy)|hyperkube|etcd/;

function redactScript(script: string): string {
  if (!COMPONENT.test(script)) return REDACTED;
  return redactArguments(script.split(/\s/)).join(' ');
}

/** The lines of a configuration whose secret-looking fields have lost their values, whatever its language. */
export function redactLines(text: string): string {
  let listed = '';
  let inside = -1;
  let mayBeFollowed = false;
  return text
    .split('\n')
    .flatMap((line) => {
      const indent = line.length - line.trimStart().length;
      // What belongs to a redacted field goes with it: a text of several lines, a list.
      const isItem = line.trimStart().startsWith('- ');
      const belongs = indent > inside || (indent === inside && isItem && mayBeFollowed);
      if (line.trim() === '') return [line];
      if (inside !== -1 && belongs) return [];
      inside = -1;
      if (line.trimStart().startsWith('#')) return [];
      const colon = line.indexOf(':');
      const [first = ''] = line.trim().split(/\s/, 1);
      if (colon === -1)
        return [isSecretName(first) ? `${' '.repeat(indent)}${first} ${REDACTED}` : redactUrls(line)];
      const name = unquoted(line.slice(0, colon).trim().replace(/^- /, ''));
      const value = line.slice(colon + 1).trim();
      // kubeadm v1beta4 lists arguments as name and value, on lines of their own.
      if (isItem) listed = '';
      if (name === 'name') listed = unquoted(value);
      // What stands in braces is no line of its own.
      const isSecret =
        (isSecretName(name) && !name.startsWith('{')) || (name === 'value' && isSecretName(listed));
      if (!isSecret || isHarmless(value)) return [redactUrls(line)];
      inside = indent;
      // The items of a list may stand as far left as its name.
      mayBeFollowed = value === '' && !isItem;
      return [`${line.slice(0, colon)}: ${REDACTED}`];
    })
    .join('\n');
}

/** Switches and spans of time, which fields such as `tokenTTL` hold. */
function isHarmless(value: string): boolean {
  return /^(?:true|false|null|\d+[hms][hms\d.]*)$/.test(value);
}

function unquoted(text: string): string {
  return text.replace(/^["']|["']$/g, '');
}

function isSecretFlag(flag: string): boolean {
  return flag.startsWith('-') && isSecretName(flag.replace(/^-+/, ''));
}

/** Whether a field or a flag of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !NO_SECRET.test(name) && !POLICY_NAME.test(name);
}
