import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A plain TCP proxy in front of a server, whose connections a test can cut. */
export interface TcpProxy {
  readonly port: number;
  /** Resets every connection; new ones still work. */
  cut(): void;
  close(): Promise<void>;
}

export async function tcpProxy(target: () => string): Promise<TcpProxy> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const { hostname, port } = new URL(target());
    const upstream = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    client.pipe(upstream);
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const cut = (): void => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    cut,
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
