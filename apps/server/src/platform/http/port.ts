import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { ConfigError } from '../../config/variables.js';

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

interface ReservedPort {
  readonly port: number;
  /** Frees the port, right before the real listener takes it. */
  release(): Promise<void>;
}

/**
 * Reserves a port while the server is assembled. A taken port is reported before anything starts, and a free one (0)
 * has its number before cookies and origins are derived from it.
 * @throws ConfigError naming PORT or HOST
 */
export async function reservePort(host: string, port: number): Promise<ReservedPort> {
  // refuse connections: none is served yet, and an open one would delay the release of the port
  const holder = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    holder.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    holder.listen(port, host, resolve);
  });
  const address = holder.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return {
    port: address.port,
    release: () =>
      new Promise((resolve) => {
        if (!holder.listening) resolve();
        else holder.close(() => resolve());
      }),
  };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new ConfigError(
      `PORT ${port} on ${host} is in use by another process; choose another one with PORT=…`,
    );
  }
  if (error.code === 'EACCES') return new ConfigError(`PORT ${port} needs more rights than this process has`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new ConfigError(`HOST ${host} is not an address of this machine`);
  }
  return new ConfigError(`HOST ${host}, PORT ${port} cannot be used: ${error.message}`);
}
