import { fail } from '../values/failure.ts';
import { Opaque } from '../values/value.ts';

/** An IPv4 or IPv6 address. */
export class IpAddress extends Opaque {
  readonly typeName = 'net.IP';
  readonly bytes: readonly number[];

  constructor(bytes: readonly number[]) {
    super();
    this.bytes = bytes;
  }

  get family(): 4 | 6 {
    return this.bytes.length === 4 ? 4 : 6;
  }

  equals(other: Opaque): boolean {
    return this.text() === other.text();
  }

  text(): string {
    return this.family === 4 ? this.bytes.join('.') : formatIpv6(this.bytes);
  }
}

/** Reads an address as Go's netip does, without zones and without IPv4 addresses in IPv6 ones, which Kubernetes refuses. */
export function parseIpAddress(text: string): IpAddress {
  if (text.includes('%')) return fail(`IP address "${text}" with zone value is not allowed`);
  const bytes = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  if (bytes === undefined)
    return fail(`IP Address "${text}" parse error during conversion from string: it is no IP address`);
  const isMapped = bytes.length === 16 && bytes.slice(0, 12).join() === '0,0,0,0,0,0,0,0,0,0,255,255';
  return isMapped ? fail(`IPv4-mapped IPv6 address "${text}" is not allowed`) : new IpAddress(bytes);
}

function parseIpv4(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  const valid =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return valid ? parts.map(Number) : undefined;
}

function parseIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const last = (right.length > 0 || halves.length === 2 ? right : left).at(-1);
  const dotted = last?.includes('.') === true ? parseIpv4(last) : undefined;
  if (last?.includes('.') === true) {
    if (dotted === undefined) return undefined;
    (right.length > 0 ? right : left).splice(-1, 1, hexPair(dotted, 0), hexPair(dotted, 2));
  }
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]);
}

function hexPair(bytes: readonly number[], at: number): string {
  return (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16);
}

/** The first of the longest runs of at least two zero groups is written `::`. */
function formatIpv6(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, index) => hexPair(bytes, index * 2));
  let [start, length] = [-1, 1];
  for (let at = 0; at < 8; at += 1) {
    let end = at;
    while (groups[end] === '0') end += 1;
    if (end - at > length) [start, length] = [at, end - at];
  }
  if (start < 0) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}
