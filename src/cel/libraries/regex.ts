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

/** A tenth of the text's characters times a quarter of the pattern's (cel-go `interpreter/runtimecost.go`). */
function work(text: string, pattern: string): number {
  return Math.ceil((1 + text.length) / 10) * Math.ceil(pattern.length / 4);
}

/** Regular expressions, of CEL itself and of Kubernetes (apiserver `pkg/cel/library/regex.go`). */
export const regex: Library = {
  name: 'regex',
  since: '1.23',
  overloads: [
    global('matches', [STRING, STRING], BOOL, matchesRegex, { work }),
    member('matches', [STRING, STRING], BOOL, matchesRegex, { work }),
    member('find', [STRING, STRING], STRING, (text, pattern) => findRegex(text, pattern, 1)[0] ?? '', {
      work,
    }),
    member('findAll', [STRING, STRING], list(STRING), findAll, { work }),
    member('findAll', [STRING, STRING, INT], list(STRING), findAll, { work }),
  ],
};
