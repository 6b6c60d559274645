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
import { BoundedMap } from '../cache/caches.js';
import { AppError } from '../errors/app-error.js';
import { clientKey } from './origin.js';
import { type Limit, RateLimit } from './rate-limit.js';
import { limitClassFor, limitOf } from './route-limits.js';

interface Window {
  hits: number;
  readonly endsAt: number;
}

/** Beyond this number of keys the least recently used one is dropped, so that clients cannot fill the memory. */
const MOST_KEYS = 50_000;

/**
 * Limits counted per node, for requests that are too frequent for a database write each. With n nodes, a client can
 * make up to n times as many requests.
 */
export class LocalLimits {
  private readonly windows: BoundedMap<string, Window>;

  constructor(mostKeys = MOST_KEYS) {
    this.windows = new BoundedMap({ entries: mostKeys });
  }

  /**
   * Counts one hit.
   * @param now milliseconds of a monotonic clock
   * @returns null within the limit, otherwise the seconds until the window ends
   */
  take({ what, hits, windowSeconds }: Limit, of: string, now = performance.now()): number | null {
    const key = `${what}:${of}`;
    let window = this.windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      window = { hits: 0, endsAt: now + windowSeconds * 1000 };
      this.windows.set(key, window);
    }
    window.hits += 1;
    return window.hits > hits ? Math.ceil((window.endsAt - now) / 1000) : null;
  }

  get size(): number {
    return this.windows.size;
  }
}

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
