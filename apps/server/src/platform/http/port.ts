import { createServer } from 'node:net';
import { ConfigError } from '../../config/config-error.js';

export interface ReservedPort {
  readonly port: number;
  /** Gives the port free, right before the real listener takes it. */
  release(): Promise<void>;
}

/**
 * Holds a port while the server is assembled: a taken one is told before anything starts, and a free one (0) is known
 * by number before cookies and origins are made of it.
 * @throws ConfigError naming PORT or HOST
 */
export async function reservePort(host: string, port: number): Promise<ReservedPort> {
  // nobody is served yet: a connection that waited here would also keep the port from being given free
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
