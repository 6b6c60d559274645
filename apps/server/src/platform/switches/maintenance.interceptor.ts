import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { actorOf } from '../audit/author.js';
import { AppError } from '../errors/app-error.js';
import { Switches } from './switches.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Signing in stays possible during maintenance, so that admins can end it. */
const SIGNING = /^\/api\/auth\/(sign-in|sign-out|two-factor)(\/|$)/;
const RETRY_AFTER_S = 60;

/** Refuses changes during maintenance, except by admins. Reads and live streams are not affected. */
@Injectable()
export class MaintenanceInterceptor implements NestInterceptor {
  constructor(private readonly switches: Switches) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() === 'http') this.refuse(context.switchToHttp().getRequest<Request>());
    return next.handle();
  }

  private refuse(request: Request): void {
    const { maintenance, notice } = this.switches.current;
    if (!maintenance || READS.has(request.method) || SIGNING.test(request.path)) return;
    if (actorOf(request)?.role === 'admin') return;
    throw new AppError('maintenance', notice ?? undefined, undefined, RETRY_AFTER_S);
  }
}
