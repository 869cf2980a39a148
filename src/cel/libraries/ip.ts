import { BOOL, INT, opaque, STRING } from '../check/type.ts';
import { attempt } from '../values/failure.ts';
import { type IpAddress, parseIpAddress } from './ip-address.ts';
import { global, type Library, member } from './overload.ts';

export const IP = opaque<IpAddress>('net.IP');

/** IP addresses (apiserver `pkg/cel/library/ip.go`). */
export const ip: Library = {
  name: 'ip',
  since: '1.30',
  overloads: [
    global('ip', [STRING], IP, parseIpAddress),
    global('isIP', [STRING], BOOL, (text) => attempt(() => parseIpAddress(text)) !== undefined),
    global('ip.isCanonical', [STRING], BOOL, (text) => parseIpAddress(text).text() === text),
    global('string', [IP], STRING, (address) => address.text()),
    member('family', [IP], INT, (address) => BigInt(address.family)),
    member('isUnspecified', [IP], BOOL, isUnspecified),
    member('isLoopback', [IP], BOOL, isLoopback),
    member('isLinkLocalMulticast', [IP], BOOL, isLinkLocalMulticast),
    member('isLinkLocalUnicast', [IP], BOOL, isLinkLocalUnicast),
    member('isGlobalUnicast', [IP], BOOL, isGlobalUnicast),
  ],
  types: ['net.IP'],
};

function isUnspecified({ bytes }: IpAddress): boolean {
  return bytes.every((byte) => byte === 0);
}

function isLoopback({ family, bytes }: IpAddress): boolean {
  return family === 4 ? bytes[0] === 127 : bytes.every((byte, index) => byte === (index === 15 ? 1 : 0));
}

function isMulticast({ family, bytes: [first = 0] }: IpAddress): boolean {
  return family === 4 ? first >= 224 && first < 240 : first === 0xff;
}

function isLinkLocalMulticast({ family, bytes: [first = 0, second = 0, third = 0] }: IpAddress): boolean {
  return family === 4
    ? first === 224 && second === 0 && third === 0
    : first === 0xff && (second & 0x0f) === 2;
}

function isLinkLocalUnicast({ family, bytes: [first = 0, second = 0] }: IpAddress): boolean {
  return family === 4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80;
}

function isGlobalUnicast(address: IpAddress): boolean {
  const isBroadcast = address.family === 4 && address.bytes.every((byte) => byte === 255);
  return !(
    isBroadcast ||
    isUnspecified(address) ||
    isLoopback(address) ||
    isMulticast(address) ||
    isLinkLocalUnicast(address)
  );
}
