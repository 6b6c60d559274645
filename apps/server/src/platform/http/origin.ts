import type { Config } from '../../config/config.js';

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
