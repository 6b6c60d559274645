import type { Server } from 'node:http';

/** Longer than proxies keep an idle connection (60 s by default), so that it is they who close it. */
const KEEP_ALIVE_MS = 75_000;
const HEADERS_WITHIN_MS = 20_000;
/** Longer than a poll is held, and than any route works without a byte. */
const STILL_MS = 120_000;

/**
 * How long connections may idle, in a request's headers or between two requests, and how long one on which nothing moves (a
 * client that does not read its answer) is kept. Headers of more than 16 KB are answered 431 by node:http itself.
 */
export function boundConnections(server: Server): void {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = HEADERS_WITHIN_MS;
  server.timeout = STILL_MS;
}
