/** A URL in the parts that Go's net/url keeps. */
export interface GoUrl {
  readonly scheme: string;
  /** What follows the scheme where that is no path: `mailto:x`. */
  readonly opaque: string;
  readonly userinfo: string | undefined;
  /** With the port. */
  readonly host: string;
  readonly escapedPath: string;
  readonly rawQuery: string;
  readonly fragment: string;
}

/**
 * Reads a URL as the API server does: Go's url.ParseRequestURI must take it, which wants an absolute one or a path from the root; its
 * parts are then those of Go's url.Parse, which knows fragments (apiserver `pkg/cel/library/urls.go`). Else the problem in words.
 */
export function parseGoUrl(text: string): GoUrl | { readonly problem: string } {
  const request = parseParts(text, true);
  if ('problem' in request) return request;
  const [before, fragment] = cut(text, '#');
  if (!hasValidEscapes(fragment)) return { problem: 'invalid URL escape' };
  const parts = parseParts(before, false);
  return 'problem' in parts ? parts : { ...parts, fragment };
}

function parseParts(text: string, isRequest: boolean): GoUrl | { readonly problem: string } {
  if (/\p{Cc}/u.test(text.replace(/[\u0080-\u009f]/g, '')))
    return { problem: 'invalid control character in URL' };
  if (text === '') return { problem: 'empty url' };
  const none = { scheme: '', opaque: '', userinfo: undefined, host: '', rawQuery: '', fragment: '' };
  if (text === '*') return { ...none, escapedPath: '*' };
  if (text.startsWith(':')) return { problem: 'missing protocol scheme' };
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1] ?? '';
  const [rest, rawQuery] = cut(scheme === '' ? text : text.slice(scheme.length + 1), '?');
  const base = { ...none, scheme: scheme.toLowerCase(), rawQuery };
  if (!rest.startsWith('/'))
    return scheme === ''
      ? { problem: 'invalid URI for request' }
      : { ...base, opaque: rest, escapedPath: '' };
  const hasAuthority = scheme !== '' || (!isRequest && !rest.startsWith('///'));
  if (!hasAuthority || !rest.startsWith('//')) return withPath(base, rest);
  const slash = rest.indexOf('/', 2);
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
  return withAuthority(base, authority, slash < 0 ? '' : rest.slice(slash));
}

type Base = Omit<GoUrl, 'escapedPath'>;

function withAuthority(base: Base, authority: string, path: string): GoUrl | { readonly problem: string } {
  const at = authority.lastIndexOf('@');
  const host = parseHost(authority.slice(at + 1));
  if (typeof host !== 'string') return host;
  const userinfo = at < 0 ? undefined : authority.slice(0, at);
  if (
    userinfo !== undefined &&
    (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(userinfo) || !hasValidEscapes(userinfo))
  )
    return { problem: 'net/url: invalid userinfo' };
  return withPath({ ...base, userinfo, host }, path);
}

function withPath(base: Base, path: string): GoUrl | { readonly problem: string } {
  if (!hasValidEscapes(path)) return { problem: 'invalid URL escape' };
  return { ...base, escapedPath: escapePath(path) };
}

function parseHost(host: string): string | { readonly problem: string } {
  const bracketed = host.startsWith('[');
  const bracket = host.lastIndexOf(']');
  if (bracketed && bracket < 0) return { problem: "missing ']' in host" };
  const colon = bracketed ? bracket + 1 : host.lastIndexOf(':');
  const port = colon < 0 ? '' : host.slice(colon);
  if (!/^(:\d*)?$/.test(port)) return { problem: `invalid port "${port}" after host` };
  if (!hasValidEscapes(host) || /%(?!25)[0-7]/.test(host)) return { problem: 'invalid URL escape' };
  const invalid = /[^A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"%\u0080-\u{10ffff}]/u.exec(host);
  if (invalid !== null) return { problem: `invalid character "${invalid[0]}" in host name` };
  return decode(host);
}

/** The name or address without port and brackets. */
export function hostname({ host }: GoUrl): string {
  const name = host.replace(/:\d*$/, '');
  return name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
}

/** The port; empty where none is written. */
export function port({ host }: GoUrl): string {
  return /:(\d*)$/.exec(host)?.[1] ?? '';
}

/** The query's values by key, in order; what is not well-formed is left out. */
export function queryValues({ rawQuery }: GoUrl): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const pair of rawQuery.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const [key, value] = cut(pair, '=').map((part) => part.replaceAll('+', ' ')) as [string, string];
    if (!hasValidEscapes(key) || !hasValidEscapes(value)) continue;
    const name = decode(key);
    const known = values.get(name);
    if (known === undefined) values.set(name, [decode(value)]);
    else known.push(decode(value));
  }
  return values;
}

/** The URL as Go prints it. */
export function formatGoUrl(url: GoUrl): string {
  const scheme = url.scheme === '' ? '' : `${url.scheme}:`;
  const query = `${url.rawQuery === '' ? '' : `?${url.rawQuery}`}${url.fragment === '' ? '' : `#${url.fragment}`}`;
  if (url.opaque !== '') return `${scheme}${url.opaque}${query}`;
  const user = url.userinfo === undefined ? '' : `${url.userinfo}@`;
  const authority = url.scheme === '' && url.host === '' ? '' : `//${user}${url.host}`;
  return `${scheme}${authority}${url.escapedPath}${query}`;
}

/** A path as written where that is a valid encoding, else encoded anew. */
function escapePath(path: string): string {
  if (/^[A-Za-z0-9\-_.~!$&'()*+,;=:@/[\]%]*$/.test(path)) return path;
  return Array.from(new TextEncoder().encode(decode(path)), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9\-_.~$&+,/:;=@]/.test(character) && byte < 0x80
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

function hasValidEscapes(text: string): boolean {
  return !/%(?![0-9a-fA-F]{2})/.test(text);
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  const bytes: number[] = [];
  for (const [part] of text.matchAll(/%[0-9a-fA-F]{2}|[^%]+/g)) {
    if (part.startsWith('%')) bytes.push(Number.parseInt(part.slice(1), 16));
    else for (const byte of new TextEncoder().encode(part)) bytes.push(byte);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
