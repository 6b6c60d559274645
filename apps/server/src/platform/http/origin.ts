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
