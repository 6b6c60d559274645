import type { IncomingHttpHeaders } from 'node:http';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../config/config.js';
import { rememberActor } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { ACCESS, type Access } from '../../platform/http/access.js';
import { LocalLimits } from '../../platform/http/limit.interceptor.js';
import { clientKey } from '../../platform/http/origin.js';
import { limitOf } from '../../platform/http/route-limits.js';
import { Auth } from './auth.js';
import { cookiePrefix } from './auth-options.js';
import { SessionService } from './session.service.js';
import { libraryCookies } from './session-cookie.js';
import { demandNamedPlayer, namedPlayer, rememberPlayer, type SessionPlayer } from './session-player.js';

/** Decides whether a player may act as an admin now. */
@Injectable()
export class AdminRight {
  constructor(
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws AppError `forbidden`, `admin-mfa-required` */
  async demand({ id, role }: Pick<SessionPlayer, 'id' | 'role'>): Promise<void> {
    if (role !== 'admin') throw new AppError('forbidden');
    if (this.config.adminMfa === 'required' && !(await this.sessions.hasSecondFactor(id))) {
      throw new AppError('admin-mfa-required');
    }
  }

  /** Checks the right again during long work, by the session of its request. @throws AppError also `unauthenticated` */
  async demandStill(headers: IncomingHttpHeaders): Promise<void> {
    const player = await this.sessions.fromHeaders(headers);
    if (player === null) throw new AppError('unauthenticated');
    await this.demand(player);
  }
}

/**
 * Keeps returning players signed in. The account library renews a session, and its cookie, only when it is called;
 * our requests look sessions up by themselves, so they call it when a session has aged.
 */
@Injectable()
export class SessionRenewal {
  constructor(
    private readonly auth: Auth,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Renews the session of the cookie. @returns the cookies to set; none when there was nothing to renew */
  async renew(headers: IncomingHttpHeaders): Promise<string[]> {
    const cookie = libraryCookies(headers, cookiePrefix(this.config), this.config.sessionSecret);
    const address = new URL('/api/auth/get-session', this.config.publicUrl);
    const answer = await this.auth.handle(new Request(address, { headers: { cookie } }));
    return answer.ok ? answer.headers.getSetCookie() : [];
  }
}

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
