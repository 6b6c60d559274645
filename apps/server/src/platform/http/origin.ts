import type { Config } from '../../config/config.js';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Origins that are this site: the public one and, on one's own machine, its other loopback names. */
export function ownOrigins(config: Pick<Config, 'publicUrl'>): string[] {
  const { hostname, protocol, port } = new URL(config.publicUrl);
  if (!LOOPBACK.includes(hostname)) return [config.publicUrl];
  return LOOPBACK.map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`);
}

/** True when a browser page at `origin` may act for its user here. A missing origin is not one of ours. */
export function originAllowed(config: Pick<Config, 'publicUrl'>, origin: string | undefined): boolean {
  return origin !== undefined && ownOrigins(config).includes(origin);
}

/** Characters that URL parsers and browsers drop or read as a slash. */
const AMBIGUOUS = /[\p{Cc}\s\\]/u;
/** Encoded slashes, backslashes and control characters: some readers decode a path before they follow it. */
const ENCODED = /%(?:2f|5c|[01][0-9a-f]|7f)/i;

/**
 * The absolute address of a page of this site that a request names by path or address; null for everything that is not
 * surely one. Every redirect goes to such an address: a path alone could begin with two slashes and lead to another site.
 */
export function ownPage(config: Pick<Config, 'publicUrl'>, wanted: string): URL | null {
  if (AMBIGUOUS.test(wanted) || !/^(?:\/(?!\/)|https?:\/\/)/i.test(wanted)) return null;
  if (!URL.canParse(wanted, config.publicUrl)) return null;
  const page = new URL(wanted, config.publicUrl);
  const own = originAllowed(config, page.origin) && page.username === '' && page.password === '';
  return own && !page.pathname.startsWith('//') && !ENCODED.test(page.pathname) ? page : null;
}
