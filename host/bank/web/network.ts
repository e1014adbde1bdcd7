import { BlockList, isIP, isIPv6 } from 'node:net';

const NETWORK = /^(?<address>[0-9a-fA-F.:]+)(?:\/(?<prefix>\d{1,3}))?$/;

/** An address, or a network with its prefix. */
export interface Network {
  /** `address`: as a socket gives it. */
  has(address: string): boolean;
}

/** Reads `192.0.2.1`, `2001:db8::/64`. Undefined for a text that is neither. */
export function networkOf(text: string): Network | undefined {
  const { address = '', prefix } = NETWORK.exec(text.slice(0, 64))?.groups ?? {};
  const version = isIP(address);
  const bits = version === 6 ? 128 : 32;
  const length = prefix === undefined ? bits : Number(prefix);
  if (version === 0 || length > bits) return undefined;
  const list = new BlockList();
  list.addSubnet(address, length, version === 6 ? 'ipv6' : 'ipv4');
  return {
    has: (asked) => {
      const plain = plainAddress(asked);
      return isIP(plain) !== 0 && list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
    },
  };
}

/** Of `::ffff:192.0.2.1` the IPv4 address, of `fe80::1%eth0` the address. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}
