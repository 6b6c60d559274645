import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/**
 * Returns the address that limits count: an IPv4 address alone, an IPv6 address with its whole /64, because every home
 * line and every rented server can use a whole /64. IPv4 written as IPv6 (`::ffff:1.2.3.4`) counts as IPv4.
 */
export function addressKey(address: string): string {
  const [plain = ''] = address.split('%', 1);
  if (!isIPv6(plain)) return plain;
  const groups = groupsOf(plain);
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** Returns the key of the request's client; proxies are trusted as in `TRUSTED_PROXIES`. */
export function clientKey(request: Request): string {
  return addressKey(request.ip ?? 'unknown');
}

/** Returns the eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  // URL normalises every form of an address, with at most one `::` and without dots
  const { hostname } = new URL(`http://[${address}]`);
  const [before = '', after] = hostname.slice(1, -1).split('::');
  const [left, right] = [before, after ?? ''].map((part) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)),
  ) as [number[], number[]];
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
}
