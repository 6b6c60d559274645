import { type OwnDatabase, ownDatabase } from './database.js';
import { type ServerProcess, startServer } from './server-process.js';
import { type TcpProxy, tcpProxy } from './tcp-proxy.js';

/** A built server as browsers see it, with its own database. */
export interface Site {
  /** The address that browsers use. */
  readonly url: string;
  readonly database: OwnDatabase;
  readonly server: ServerProcess;
  /** Between browsers and server; it can cut their connections. */
  readonly proxy: TcpProxy;
  /** Kills the server and drops the database. */
  close(): Promise<void>;
}

/**
 * Starts a server behind a proxy, because the address that browsers use must be known before the server has
 * its port.
 * @param env variables of the contract besides database and addresses; without FEED_URL there is no feed
 */
export async function openSite(env: Record<string, string> = {}): Promise<Site> {
  const database = await ownDatabase();
  let target = '';
  const proxy = await tcpProxy(() => target);
  const url = `http://127.0.0.1:${proxy.port}`;
  try {
    const server = await startServer({
      FEED_URL: 'http://127.0.0.1:9',
      ...env,
      DATABASE_URL: database.url,
      PUBLIC_URL: url,
    });
    target = server.url;
    return {
      url,
      database,
      server,
      proxy,
      close: async () => {
        await proxy.close();
        await server.kill();
        await database.drop();
      },
    };
  } catch (error) {
    await proxy.close();
    await database.drop();
    throw error;
  }
}
