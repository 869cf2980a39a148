import { BOOL, INT, list, STRING } from '../check/type.ts';
import { global, type Library, member } from './overload.ts';
import { findRegex, matchesRegex } from './re2.ts';

function findAll(text: string, pattern: string, limit?: bigint): readonly string[] {
  return findRegex(
    text,
    pattern,
    limit === undefined || limit < 0n ? Number.POSITIVE_INFINITY : Number(limit),
  );
}

/** Regular expressions, of CEL itself and of Kubernetes (apiserver `pkg/cel/library/regex.go`). */
export const regex: Library = {
  name: 'regex',
  since: '1.23',
  overloads: [
    global('matches', [STRING, STRING], BOOL, matchesRegex),
    member('matches', [STRING, STRING], BOOL, matchesRegex),
    member('find', [STRING, STRING], STRING, (text, pattern) => findRegex(text, pattern, 1)[0] ?? ''),
    member('findAll', [STRING, STRING], list(STRING), findAll),
    member('findAll', [STRING, STRING, INT], list(STRING), findAll),
  ],
};
