import { BOOL, list, mapOf, opaque, STRING } from '../check/type.ts';
import { fail } from '../values/failure.ts';
import { CelMap } from '../values/map.ts';
import { Opaque } from '../values/value.ts';
import { formatGoUrl, type GoUrl, hostname, parseGoUrl, port, queryValues } from './go-url.ts';
import { global, type Library, member } from './overload.ts';

class Url extends Opaque {
  readonly typeName = 'kubernetes.URL';
  readonly parts: GoUrl;

  constructor(parts: GoUrl) {
    super();
    this.parts = parts;
  }

  equals(other: Opaque): boolean {
    return this.text() === other.text();
  }

  text(): string {
    return formatGoUrl(this.parts);
  }
}

const URL_TYPE = opaque<Url>('kubernetes.URL');

/** URLs (apiserver `pkg/cel/library/urls.go`). */
export const url: Library = {
  name: 'url',
  since: '1.23',
  overloads: [
    global('url', [STRING], URL_TYPE, parseUrl),
    global('isURL', [STRING], BOOL, (text) => !('problem' in parseGoUrl(text))),
    member('getScheme', [URL_TYPE], STRING, ({ parts }) => parts.scheme),
    member('getHost', [URL_TYPE], STRING, ({ parts }) => parts.host),
    member('getHostname', [URL_TYPE], STRING, ({ parts }) => hostname(parts)),
    member('getPort', [URL_TYPE], STRING, ({ parts }) => port(parts)),
    member('getEscapedPath', [URL_TYPE], STRING, ({ parts }) => parts.escapedPath),
    member('getQuery', [URL_TYPE], mapOf(STRING, list(STRING)), ({ parts }) =>
      CelMap.of([...queryValues(parts)].map(([key, value]) => ({ key, value }))),
    ),
  ],
};

function parseUrl(text: string): Url {
  const parts = parseGoUrl(text);
  return 'problem' in parts
    ? fail(`URL parse error during conversion from string: parse "${text}": ${parts.problem}`)
    : new Url(parts);
}
