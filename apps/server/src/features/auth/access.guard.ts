import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../config/config.js';
import { rememberActor } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { ACCESS, type Access } from '../../platform/http/access.js';
import { clientKey } from '../../platform/http/client-address.js';
import { LocalLimits } from '../../platform/http/local-limits.js';
import { limitOf } from '../../platform/http/route-limits.js';
import { AdminRight } from './admin-right.js';
import { demandNamedPlayer, namedPlayer } from './named-player.js';
import { SessionService } from './session.service.js';
import { rememberPlayer } from './session-player.js';
import { SessionRenewal } from './session-renewal.js';

/** Admits requests as their route declares; a route without a declaration refuses all. */
@Injectable()
export class AccessGuard implements CanActivate {
  /** Rate limits do not count requests that are refused here. */
  private readonly refused = new LocalLimits();

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
    private readonly renewal: SessionRenewal,
    private readonly admins: AdminRight,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // the gateway admits sockets at the handshake
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    if (access === undefined) throw new AppError('forbidden');
    const request = context.switchToHttp().getRequest<Request>();
    const player = await this.sessions.fromHeaders(request.headers);
    if (player === null) {
      this.countStranger(request);
      throw new AppError('unauthenticated');
    }
    demandNamedPlayer(namedPlayer(request.headers), player.id);
    if (access === 'admin') await this.admins.demand(player);
    if (player.aged) {
      const response = context.switchToHttp().getResponse<Response>();
      for (const cookie of await this.renewal.renew(request.headers)) response.append('Set-Cookie', cookie);
    }
    rememberPlayer(request, player);
    rememberActor(request, player);
    return true;
  }

  /** @throws AppError `too-many-requests` with `Retry-After` */
  private countStranger(request: Request): void {
    const wanted = this.config.rateLimits ? limitOf('stranger', null, clientKey(request)) : null;
    const wait = wanted === null ? null : this.refused.take(wanted.limit, wanted.of);
    if (wait !== null) throw new AppError('too-many-requests', undefined, undefined, wait);
  }
}
