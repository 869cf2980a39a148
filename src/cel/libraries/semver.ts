import { BOOL, INT, opaque, STRING } from '../check/type.ts';
import { attempt, fail } from '../values/failure.ts';
import { Opaque } from '../values/value.ts';
import { global, type Library, member } from './overload.ts';

class Semver extends Opaque {
  readonly typeName = 'kubernetes.Semver';
  readonly core: readonly [bigint, bigint, bigint];
  readonly prerelease: readonly string[];
  readonly raw: string;

  constructor(core: readonly [bigint, bigint, bigint], prerelease: readonly string[], raw: string) {
    super();
    this.core = core;
    this.prerelease = prerelease;
    this.raw = raw;
  }

  equals(other: Opaque): boolean {
    return other instanceof Semver && compareSemver(this, other) === 0;
  }

  text(): string {
    return this.raw;
  }
}

const SEMVER = opaque<Semver>('kubernetes.Semver');

/** Semantic versions (apiserver `pkg/cel/library/semverlib.go`). */
export const semver: Library = {
  name: 'semver',
  since: '1.33',
  overloads: [
    global('semver', [STRING], SEMVER, parseSemver),
    global('semver', [STRING, BOOL], SEMVER, (text, lenient) =>
      parseSemver(lenient ? normalise(text) : text),
    ),
    global('isSemver', [STRING], BOOL, (text) => attempt(() => parseSemver(text)) !== undefined),
    global(
      'isSemver',
      [STRING, BOOL],
      BOOL,
      (text, lenient) => attempt(() => parseSemver(lenient ? normalise(text) : text)) !== undefined,
    ),
    member('major', [SEMVER], INT, ({ core }) => BigInt.asIntN(64, core[0])),
    member('minor', [SEMVER], INT, ({ core }) => BigInt.asIntN(64, core[1])),
    member('patch', [SEMVER], INT, ({ core }) => BigInt.asIntN(64, core[2])),
    member('isLessThan', [SEMVER, SEMVER], BOOL, (a, b) => compareSemver(a, b) < 0),
    member('isGreaterThan', [SEMVER, SEMVER], BOOL, (a, b) => compareSemver(a, b) > 0),
    member('compareTo', [SEMVER, SEMVER], INT, (a, b) => BigInt(compareSemver(a, b))),
  ],
};

const NUMBER = '(0|[1-9]\\d{0,19})';
const SEMVER_TEXT = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);

function parseSemver(text: string): Semver {
  const match = SEMVER_TEXT.exec(text);
  if (match === null) return fail(`"${text}" is no semantic version`);
  const [major, minor, patch] = match.slice(1, 4).map(BigInt) as [bigint, bigint, bigint];
  const prerelease = match[4]?.split('.') ?? [];
  const tooLarge = [major, minor, patch].some((part) => part >= 1n << 64n);
  if (tooLarge || prerelease.some((part) => /^0\d+$/.test(part)))
    return fail(`"${text}" is no semantic version`);
  return new Semver([major, minor, patch], prerelease, text);
}

/** Takes a leading v and leading zeros away and fills up to three parts; a short version cannot have a pre-release. */
function normalise(text: string): string {
  const parts = text.replace(/^v/, '').split('.');
  const three = parts.length <= 3 ? parts : [...parts.slice(0, 2), parts.slice(2).join('.')];
  if (three.length < 3 && /[+-]/.test(three.at(-1) ?? ''))
    return fail('a short version cannot have a pre-release or build');
  while (three.length < 3) three.push('0');
  return three.map((part) => part.replace(/^0+(?=\d)/, '')).join('.');
}

function compareSemver(a: Semver, b: Semver): number {
  for (const index of [0, 1, 2] as const)
    if (a.core[index] !== b.core[index]) return a.core[index] < b.core[index] ? -1 : 1;
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return Math.sign(b.prerelease.length - a.prerelease.length);
  return comparePrereleases(a.prerelease, b.prerelease);
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    if (left !== right) return comparePart(left, right);
  }
  return a.length === b.length ? 0 : -1;
}

function comparePart(left: string, right: string): number {
  const [isLeftNumber, isRightNumber] = [left, right].map((part) => /^\d+$/.test(part));
  if (isLeftNumber && isRightNumber) return BigInt(left) < BigInt(right) ? -1 : 1;
  if (isLeftNumber !== isRightNumber) return isLeftNumber ? -1 : 1;
  return left < right ? -1 : 1;
}
