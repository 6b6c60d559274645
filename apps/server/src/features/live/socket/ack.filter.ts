import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { toAck } from '../../../platform/errors/problem.js';
import { Log } from '../../../platform/logging/log.js';

/** Answers a failed event by its acknowledgement, `{ok: false, code, message}`, if the client asked for one. */
@Catch()
export class AckFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const answer = toAck(error);
    if (answer.code === 'internal') this.log.failure('live event failed', error);
    const acknowledge = host.getArgs<unknown[]>().find((arg) => typeof arg === 'function');
    if (typeof acknowledge === 'function') acknowledge(answer);
  }
}
