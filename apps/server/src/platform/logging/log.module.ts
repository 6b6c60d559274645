import { type DynamicModule, Global, Inject, Injectable, type LoggerService, Module } from '@nestjs/common';
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { CONFIG, type Config } from '../../config/config.js';

/** Paths of values that must never be logged, at any depth. */
const SECRETS = [
  '*.cookie',
  '*.authorization',
  '*.password',
  '*.token',
  '*.secret',
  'headers.cookie',
  'req.headers.cookie',
  'req.headers.authorization',
  'res.headers["set-cookie"]',
];

/** Nest contexts that only describe how the application is assembled; their messages are dropped. */
const ASSEMBLY = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
  'WebSocketsController',
]);

/** Writes JSON lines to stderr; stdout is for the person who started the process. */
@Injectable()
export class Log implements LoggerService {
  readonly pino: Logger;

  constructor(@Inject(CONFIG) config: Pick<Config, 'logLevel'>, stream: DestinationStream = destination(2)) {
    this.pino = pino(
      { level: config.logLevel, base: null, redact: { paths: SECRETS, remove: true } },
      stream,
    );
  }

  log(message: unknown, context?: unknown): void {
    const level = ASSEMBLY.has(String(context)) ? 'debug' : 'info';
    this.pino[level]({ context }, String(message));
  }
  warn(message: unknown, context?: unknown): void {
    this.pino.warn({ context }, String(message));
  }
  debug(message: unknown, context?: unknown): void {
    this.pino.debug({ context }, String(message));
  }
  verbose(message: unknown, context?: unknown): void {
    this.pino.trace({ context }, String(message));
  }
  /** Nest's signature: message, stack, context. */
  error(message: unknown, stack?: unknown, context?: unknown): void {
    this.pino.error({ stack, context }, message instanceof Error ? message.message : String(message));
  }
  fatal(message: unknown, context?: unknown): void {
    this.pino.fatal({ context }, String(message));
  }

  /** Logs an error that somebody should look at, with its stack and the values it concerns. */
  failure(message: string, error: unknown, about: Record<string, unknown> = {}): void {
    this.pino.error({ ...about, err: error }, message);
  }
}

@Global()
@Module({})
class LogModule {}

/** Provides configuration and log to every module. */
export function logModule(config: Config): DynamicModule {
  return {
    module: LogModule,
    providers: [
      { provide: CONFIG, useValue: config },
      { provide: Log, useValue: new Log(config) },
    ],
    exports: [CONFIG, Log],
  };
}
