import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { routePattern } from '../http/request-log.js';
import { Log } from '../logging/log.module.js';
import { sendProblem } from './problem.js';
import { toAppError } from './to-app-error.js';

/** Turns every thrown error into an HTTP answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw thrown;
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = toAppError(thrown);
    if (error.code === 'internal') {
      this.log.failure('request failed', thrown, { method: request.method, path: routePattern(request) });
    }
    sendProblem(response, error);
  }
}
