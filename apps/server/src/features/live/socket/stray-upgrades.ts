import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

const REFUSAL = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Refuses upgrades that no listener of the server takes, and closes their connections. engine.io (its option `destroyUpgrade`)
 * only ends its own half: as nobody reads the connection any more, one on which something unread stands is never closed.
 * @param path where upgrades are taken
 */
export function refuseStrayUpgrades(server: Server, path: string): void {
  server.on('upgrade', ({ url }: IncomingMessage, socket: Duplex) => {
    if (url?.startsWith(path) === true) return;
    // whoever is gone already needs no answer
    socket.on('error', () => undefined);
    socket.end(REFUSAL, () => socket.destroy());
  });
}
