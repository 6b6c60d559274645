import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import { appModule } from './app.module.js';
import type { Config } from './config/config.js';
import { LiveIoAdapter } from './features/live/socket/live-io.adapter.js';
import { withTimeout } from './platform/async/polling-loop.js';
import { openDatabase } from './platform/database/open-database.js';
import { Metrics } from './platform/health/metrics.js';
import { forbidCaching } from './platform/http/answer-caching.js';
import { clientFiles } from './platform/http/client-files.js';
import { securityHeaders } from './platform/http/csp.js';
import { boundConnections, reservePort } from './platform/http/port.js';
import {
  bodyErrors,
  onlyHealth,
  readJson,
  refuseForeignRequests,
  refuseUnstorable,
} from './platform/http/request-guard.js';
import { requestLog, requestMetrics } from './platform/http/request-log.js';
import { Log } from './platform/logging/log.module.js';

/** Time for closing what has started when the start of the server fails. */
const CLOSES_WITHIN_MS = 5000;

/** A server that listens. */
export interface RunningServer {
  readonly app: NestExpressApplication;
  /** The configuration in use, with the real port. */
  readonly config: Config;
  /** Address at which it listens, `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Notifies clients, finishes or releases running jobs, and closes everything. */
  close(): Promise<void>;
}

/** Assembles and starts the server in this process. @throws ConfigError when the port is taken */
export async function createServer(wanted: Config): Promise<RunningServer> {
  const reserved = await reservePort(wanted.host, wanted.port);
  const config = withPort(wanted, reserved.port);
  try {
    const database = await openDatabase(config);
    try {
      const app = await assemble(config, database.url);
      try {
        await reserved.release();
        await app.listen(config.port, config.host);
      } catch (error) {
        // the first error is the cause, and matters more than an error while closing
        await withTimeout(app.close(), CLOSES_WITHIN_MS).catch(() => undefined);
        throw error;
      }
      return {
        app,
        config,
        url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`,
        close: async () => {
          const server: Server = app.getHttpServer();
          server.closeIdleConnections();
          await app.close();
          await database.close();
        },
      };
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    await reserved.release();
    throw error;
  }
}

async function assemble(config: Config, databaseUrl: string): Promise<NestExpressApplication> {
  const log = new Log(config);
  const app = await NestFactory.create<NestExpressApplication>(appModule(config, databaseUrl), {
    logger: log,
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  boundConnections(app.getHttpServer());
  app.useWebSocketAdapter(new LiveIoAdapter(app));
  app.disable('x-powered-by');
  app.set('trust proxy', [...config.trustedProxies]);
  app.use(requestLog(log));
  app.use(requestMetrics(app.get(Metrics, { strict: false })));
  app.use(securityHeaders(config));
  app.use(compression());
  app.use(config.role === 'worker' ? onlyHealth() : clientFiles());
  app.use('/api', forbidCaching());
  app.use('/api', refuseForeignRequests(config));
  app.use('/api', readJson(), bodyErrors(), refuseUnstorable());
  return app;
}

function withPort(config: Config, port: number): Config {
  if (config.port === port) return config;
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
}
