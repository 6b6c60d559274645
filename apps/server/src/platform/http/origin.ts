import { isIPv6 } from 'node:net';
import type { Request } from 'express';
import type { Config } from '../../config/config.js';

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

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Returns the origins of this site: the public one and, on a personal machine, its other loopback names. */
export function ownOrigins(config: Pick<Config, 'publicUrl'>): string[] {
  const { hostname, protocol, port } = new URL(config.publicUrl);
  if (!LOOPBACK.includes(hostname)) return [config.publicUrl];
  return LOOPBACK.map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`);
}

/** Returns true when a page of this origin may act for its user. A missing origin is refused. */
export function originAllowed(config: Pick<Config, 'publicUrl'>, origin: string | undefined): boolean {
  return origin !== undefined && ownOrigins(config).includes(origin);
}

/** Characters that URL parsers and browsers drop or treat as a slash. */
const AMBIGUOUS = /[\p{Cc}\s\\]/u;
/** Encoded slashes, backslashes and control characters, because some clients decode a path before they follow it. */
const ENCODED = /%(?:2f|5c|[01][0-9a-f]|7f)/i;

/**
 * Returns the absolute address of the page of this site that a request names by path or address; null unless it is
 * certainly such a page. Every redirect uses such an address, because a path could begin with two slashes and lead to
 * another site.
 */
export function ownPage(config: Pick<Config, 'publicUrl'>, wanted: string): URL | null {
  if (AMBIGUOUS.test(wanted) || !/^(?:\/(?!\/)|https?:\/\/)/i.test(wanted)) return null;
  if (!URL.canParse(wanted, config.publicUrl)) return null;
  const page = new URL(wanted, config.publicUrl);
  const own = originAllowed(config, page.origin) && page.username === '' && page.password === '';
  return own && !page.pathname.startsWith('//') && !ENCODED.test(page.pathname) ? page : null;
}
