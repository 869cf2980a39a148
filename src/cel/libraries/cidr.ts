import { BOOL, INT, opaque, STRING } from '../check/type.ts';
import { attempt, fail } from '../values/failure.ts';
import { Opaque } from '../values/value.ts';
import { IP } from './ip.ts';
import { IpAddress, parseIpAddress } from './ip-address.ts';
import { global, type Library, member, type Overload } from './overload.ts';

class Cidr extends Opaque {
  readonly typeName = 'net.CIDR';
  readonly address: IpAddress;
  readonly bits: number;

  constructor(address: IpAddress, bits: number) {
    super();
    this.address = address;
    this.bits = bits;
  }

  equals(other: Opaque): boolean {
    return this.text() === other.text();
  }

  text(): string {
    return `${this.address.text()}/${this.bits}`;
  }
}

const CIDR = opaque<Cidr>('net.CIDR');

/** IP networks (apiserver `pkg/cel/library/cidr.go`). */
export const cidr: Library = {
  name: 'cidr',
  since: '1.30',
  overloads: [
    global('cidr', [STRING], CIDR, parseCidr),
    global('isCIDR', [STRING], BOOL, (text) => attempt(() => parseCidr(text)) !== undefined),
    global('string', [CIDR], STRING, (network) => network.text()),
    member('containsIP', [CIDR, IP], BOOL, containsAddress),
    member('containsIP', [CIDR, STRING], BOOL, (network, text) =>
      containsAddress(network, parseIpAddress(text)),
    ),
    member('ip', [CIDR], IP, ({ address }) => address),
    member('masked', [CIDR], CIDR, ({ address, bits }) => new Cidr(masked(address, bits), bits)),
    member('prefixLength', [CIDR], INT, ({ bits }) => BigInt(bits)),
  ],
  types: ['net.CIDR'],
};

function containing(contains: (network: Cidr, other: Cidr) => boolean): readonly Overload[] {
  return [
    member('containsCIDR', [CIDR, CIDR], BOOL, contains),
    member('containsCIDR', [CIDR, STRING], BOOL, (network, text) => contains(network, parseCidr(text))),
  ];
}

/** Whether a network lies in another. */
export const cidrContainment: Library = {
  name: 'cidr, containment',
  since: '1.32',
  overloads: containing(
    (network, other) => network.bits <= other.bits && containsAddress(network, other.address),
  ),
};

/** Up to 1.31 only a network that begins at the same address was found in another. */
export const cidrSameStart: Library = {
  name: 'cidr, containment before 1.32',
  since: '1.30',
  until: '1.32',
  overloads: containing(
    (network, other) =>
      network.bits <= other.bits && masked(network.address, network.bits).equals(other.address),
  ),
};

function parseCidr(text: string): Cidr {
  const [, address = '', bits = ''] = /^(.*)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const parsed = attempt(() => parseIpAddress(address));
  if (parsed === undefined || Number(bits) > parsed.bytes.length * 8)
    return fail(`network address parse error during conversion from string: "${text}" is no CIDR`);
  return new Cidr(parsed, Number(bits));
}

function masked({ bytes }: IpAddress, bits: number): IpAddress {
  return new IpAddress(
    bytes.map((byte, index) => {
      const kept = Math.min(8, Math.max(0, bits - index * 8));
      return byte & (0xff << (8 - kept)) & 0xff;
    }),
  );
}

function containsAddress({ address, bits }: Cidr, other: IpAddress): boolean {
  return address.family === other.family && masked(address, bits).equals(masked(other, bits));
}
