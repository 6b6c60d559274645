import type { Server } from 'node:http';

/** Longer than proxies keep an idle connection (60 s by default), so that the proxy closes it first. */
const KEEP_ALIVE_MS = 75_000;
const HEADERS_WITHIN_MS = 20_000;
/** Longer than a poll is held, and longer than any route works without sending a byte. */
const STILL_MS = 120_000;

/**
 * Sets the time limits of connections: for idling between requests, for receiving headers, and for a client that does
 * not read its answer. node:http itself answers headers of more than 16 KB with 431.
 */
export function boundConnections(server: Server): void {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = HEADERS_WITHIN_MS;
  server.timeout = STILL_MS;
}
