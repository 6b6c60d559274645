import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { CONFIG, type Config } from '../../config/config.js';
import { actorOf } from '../audit/author.js';
import { AppError } from '../errors/app-error.js';
import { clientKey } from './client-address.js';
import { LocalLimits } from './local-limits.js';
import { RateLimit } from './rate-limit.js';
import { limitClassFor, limitOf } from './route-limits.js';

/**
 * Counts every request by its route's class before its handler runs. Routes that refuse strangers have done so already.
 */
@Injectable()
export class LimitInterceptor implements NestInterceptor {
  private readonly local = new LocalLimits();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly shared: RateLimit,
  ) {}

  /** @throws AppError `too-many-requests` with `Retry-After` */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (this.config.rateLimits && context.getType() === 'http') {
      await this.count(context.switchToHttp().getRequest<Request>());
    }
    return next.handle();
  }

  private async count(request: Request): Promise<void> {
    const name = limitClassFor(request);
    if (name === 'unlimited' || name === 'sign-in') return;
    const wanted = limitOf(name, actorOf(request)?.id ?? null, clientKey(request));
    if (wanted === null) return;
    if (wanted.counted === 'cluster') return this.shared.hit(wanted.limit, wanted.of);
    const wait = this.local.take(wanted.limit, wanted.of);
    if (wait !== null) throw new AppError('too-many-requests', undefined, undefined, wait);
  }
}
