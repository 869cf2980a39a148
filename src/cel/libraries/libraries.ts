import { authorizer, authorizerSelectors } from './authorizer.ts';
import { cidr, cidrContainment, cidrSameStart } from './cidr.ts';
import { ip } from './ip.ts';
import { listExtension, listIncludes, lists } from './lists.ts';
import { namedFormat } from './named-format.ts';
import { crossTypeOrder, operators } from './operators.ts';
import { optionalLists, optionals } from './optionals.ts';
import type { Library } from './overload.ts';
import { quantity } from './quantity.ts';
import { regex } from './regex.ts';
import { semver } from './semver.ts';
import { sets } from './sets.ts';
import { standard } from './standard.ts';
import { stringFormat, strings } from './strings.ts';
import { time } from './time.ts';
import { url } from './url.ts';

/** What every expression of an API server may use, by the minor that brought it; mutating policies have `jsonPatch` too. */
export const LIBRARIES: readonly Library[] = [
  operators,
  crossTypeOrder,
  standard,
  time,
  strings,
  stringFormat,
  lists,
  listExtension,
  listIncludes,
  regex,
  url,
  sets,
  optionals,
  optionalLists,
  quantity,
  ip,
  cidr,
  cidrContainment,
  cidrSameStart,
  namedFormat,
  semver,
  authorizer,
  authorizerSelectors,
];
