import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createReplay, type Replay, type ReplayOptions } from '../replay.js';
import { type CacheOptions, replayApp } from './replay-app.js';
import { RequestLog } from './request-log.js';

export interface ReplayServerOptions extends ReplayOptions, CacheOptions {
  /** Default 0: a free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
}

export interface ReplayServer {
  /** Base address, to be used as `FEED_URL`. */
  url: string;
  port: number;
  replay: Replay;
  /** Scoreboard requests since the start. */
  requests: RequestLog;
  /** Stops at once, also while answers hang. */
  close(): Promise<void>;
}

/** Serves a replay over HTTP. Rejects for invalid options or a taken port. */
export async function startReplayServer(options: ReplayServerOptions = {}): Promise<ReplayServer> {
  const { port = 0, host = '127.0.0.1' } = options;
  const replay = createReplay(options);
  const requests = new RequestLog(() => replay.now());
  const server = createServer(replayApp(replay, requests, options));
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    replay.close();
    throw error;
  }
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    replay,
    requests,
    async close() {
      replay.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
