import { Inject, Injectable, type LoggerService } from '@nestjs/common';
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { CONFIG, type Config } from '../../config/config.js';

/** Anything that must not reach a log, wherever it hangs. */
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

/** Nest's own account of how it puts the application together. */
const ASSEMBLY = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
  'WebSocketsController',
]);

/** JSON lines on stderr; stdout belongs to the person who started the process. */
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
  /** Nest's form: message, stack, context. */
  error(message: unknown, stack?: unknown, context?: unknown): void {
    this.pino.error({ stack, context }, message instanceof Error ? message.message : String(message));
  }
  fatal(message: unknown, context?: unknown): void {
    this.pino.fatal({ context }, String(message));
  }

  /** Something went wrong and somebody should look: the error with its stack, and what it was about. */
  failure(message: string, error: unknown, about: Record<string, unknown> = {}): void {
    this.pino.error({ ...about, err: error }, message);
  }
}
