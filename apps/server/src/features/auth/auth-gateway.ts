import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { ClockWatch } from '../../platform/async/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { zodProblems } from '../../platform/errors/problem.filter.js';
import { ownPage } from '../../platform/http/origin.js';
import type { Counter } from '../../platform/http/rate-limit.js';
import { Auth } from './auth.js';
import { authError } from './auth-error.js';
import { AuthLimits, atMailPace } from './auth-limits.js';
import { CLIENT_ADDRESS_HEADER, cookiePrefix } from './auth-options.js';
import {
  APP_CODE,
  asksPasswordAgain,
  defaultPage,
  isGetRoute,
  opensByToken,
  postSchema,
  verificationPage,
} from './auth-routes.js';
import { NewSessions } from './new-sessions.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { Registration, SignUpAnswer } from './registration.js';
import { SessionService } from './session.service.js';
import { libraryCookies } from './session-cookie.js';
import { SessionEvents } from './session-ended.js';
import { demandNamedPlayer, namedPlayer, type SessionPlayer } from './session-player.js';

export interface AuthRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** The client's address as the server determined it, not as the client claims. */
  readonly address: string;
  readonly body: unknown;
}

type Body = Record<string, unknown>;

const PASSED_ON = ['user-agent', 'accept', 'origin'] as const;
const PREFIX = '/api/auth/';
const MAILS = new Set(['request-password-reset', 'send-verification-email']);
/** Parameters that name a page for a redirect. */
const PAGES = ['callbackURL', 'redirectTo'] as const;

/** Handles requests before the account library does: routes, shapes, limits and errors are ours. */
@Injectable()
export class AuthGateway {
  constructor(
    private readonly auth: Auth,
    private readonly limits: AuthLimits,
    private readonly registration: Registration,
    private readonly sessions: SessionService,
    private readonly events: SessionEvents,
    private readonly tokens: OneTimeTokens,
    private readonly signUps: SignUpAnswer,
    private readonly newSessions: NewSessions,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: ClockWatch,
  ) {}

  /** @throws AppError for every answer that is not a success */
  async answer(request: AuthRequest): Promise<Response> {
    const path = request.url.pathname.slice(PREFIX.length);
    if (request.method === 'GET') return this.read(path, request);
    // an old code would be accepted here: another node may take the current one
    if (path === APP_CODE && !this.clock.takesCodes()) throw new AppError('unavailable');
    const body = readBody(path, request.body);
    this.demandOwnPages(body);
    await this.demandNamed(request.headers);
    const email = typeof body.email === 'string' ? body.email.toLowerCase() : null;
    const counted = await this.limits.before(path, request.address, email);
    if (path === 'sign-up/email') return this.signUp(request, body);
    if (path === 'verify-email') return this.verify(request, String(body.token));
    if (MAILS.has(path)) return atMailPace(this.pass(request, body));
    if (path === 'revoke-sessions' || path === 'revoke-other-sessions')
      return this.endSessions(path, request);
    return this.change(path, request, body, email, counted);
  }

  private async change(
    path: string,
    request: AuthRequest,
    body: Body,
    email: string | null,
    counted: readonly Counter[],
  ): Promise<Response> {
    const player = await this.sessions.fromHeaders(request.headers);
    const passwordOf = asksPasswordAgain(path) ? demanded(player).id : null;
    if (passwordOf !== null) await this.limits.beforePassword(passwordOf);
    const { cookie: cookieHeader = '' } = request.headers;
    const candidate = await this.newSessions.candidate({
      path,
      email,
      cookieHeader,
      player: player?.id ?? null,
    });
    const answer = await this.attempt(counted, async () => {
      const passed = await this.pass(request, body);
      await this.newSessions.admit(path, body.code, passed, candidate);
      return passed;
    });
    // the change ended the other sessions
    if (candidate?.signedIn === true) await this.events.ended(null, candidate.id);
    if (passwordOf !== null) await this.limits.passwordRight(passwordOf);
    return answer;
  }

  private async read(path: string, request: AuthRequest): Promise<Response> {
    if (!isGetRoute(path)) throw new AppError('not-found');
    if (opensByToken(path)) await this.limits.before(path, request.address, null);
    if (path === 'verify-email') {
      const { href } = verificationPage(this.config, request.url);
      return new Response(null, { status: 302, headers: { location: href } });
    }
    this.leadToOwnPage(path, request.url);
    return this.pass(request, null);
  }

  /** The library verifies on GET, which mail scanners also send: here only a POST verifies (rule X82). */
  private async verify(request: AuthRequest, token: string): Promise<Response> {
    // the library's tokens are signed, not stored, so we ensure that one works only once
    if ((await this.tokens.redeem('verify-email', token)) === null) throw new AppError('link-not-valid');
    const url = new URL(`${PREFIX}verify-email`, this.config.publicUrl);
    url.searchParams.set('token', token);
    return this.pass({ ...request, url }, null);
  }

  /** Where addresses are verified, neither the answer nor its time shows whether an address has an account. */
  private async signUp(request: AuthRequest, body: Body): Promise<Response> {
    if ((await this.registration.state()) === 'closed') throw new AppError('registration-closed');
    const work = async () =>
      this.signUps.alike(await this.auth.handle(this.toWebRequest(request, body)), body);
    return this.config.requireEmailVerification ? atMailPace(work()) : work();
  }

  /** The library alone would only end sessions. */
  private async endSessions(path: string, request: AuthRequest): Promise<Response> {
    const player = demanded(await this.sessions.fromHeaders(request.headers));
    if (path === 'revoke-other-sessions') {
      await this.sessions.endOthers(player);
      return Response.json({ status: true });
    }
    await this.sessions.endAll(player.id);
    const url = new URL(`${PREFIX}sign-out`, this.config.publicUrl);
    const { headers } = await this.pass({ ...request, url }, {});
    return Response.json(
      { status: true },
      { headers: headers.getSetCookie().map((line) => ['set-cookie', line]) },
    );
  }

  /** Takes back the counters of failures, unless a secret was wrong. */
  private async attempt(counted: readonly Counter[], work: () => Promise<Response>): Promise<Response> {
    try {
      const answer = await work();
      await this.limits.succeeded(counted);
      return answer;
    } catch (error) {
      if (error instanceof AppError && error.code === 'busy') await this.limits.succeeded(counted);
      throw error;
    }
  }

  private async pass(request: AuthRequest, body: Body | null): Promise<Response> {
    const answer = await this.auth.handle(this.toWebRequest(request, body));
    if (answer.status >= 400) throw authError(answer.status, await answer.text());
    const location = answer.headers.get('location');
    if (location === null) return answer;
    const page = ownPage(this.config, location);
    if (page === null) throw new AppError('forbidden');
    const headers = new Headers(answer.headers);
    headers.set('location', page.href);
    return new Response(null, { status: answer.status, headers });
  }

  /** Refuses a page that names another player than the signed-in one. @throws AppError `signed-in-as-another` */
  private async demandNamed(headers: IncomingHttpHeaders): Promise<void> {
    const named = namedPlayer(headers);
    const player = named === undefined ? null : await this.sessions.fromHeaders(headers);
    if (player !== null) demandNamedPlayer(named, player.id);
  }

  /** @throws AppError `forbidden` for a page that is not certainly ours, because an email of ours would contain it */
  private demandOwnPages(body: Body): void {
    for (const name of PAGES) {
      const page = body[name];
      if (typeof page === 'string' && ownPage(this.config, page) === null) throw new AppError('forbidden');
    }
  }

  /** Puts the absolute address of a page of ours into the query, because a link in an email must lead somewhere. */
  private leadToOwnPage(path: string, url: URL): void {
    const instead = defaultPage(path);
    for (const name of PAGES)
      if (instead === undefined || name !== 'callbackURL') url.searchParams.delete(name);
    if (instead === undefined) return;
    const wanted = url.searchParams.getAll('callbackURL');
    const page =
      (wanted.length === 1 ? ownPage(this.config, wanted[0] ?? '') : null) ??
      new URL(instead, this.config.publicUrl);
    url.searchParams.set('callbackURL', page.href);
  }

  private toWebRequest({ url, address, headers: given }: AuthRequest, body: Body | null): Request {
    const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: address });
    for (const name of PASSED_ON) {
      const value = given[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const cookies = libraryCookies(given, cookiePrefix(this.config), this.config.sessionSecret);
    if (cookies !== '') headers.set('cookie', cookies);
    if (body === null) return new Request(url, { headers });
    headers.set('content-type', 'application/json');
    return new Request(url, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}

function demanded(player: SessionPlayer | null): SessionPlayer {
  if (player === null) throw new AppError('unauthenticated');
  return player;
}

function readBody(path: string, body: unknown): Body {
  const schema = postSchema(path);
  if (schema === undefined) throw new AppError('not-found');
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) throw new AppError('invalid-input', undefined, zodProblems(parsed.error));
  return parsed.data;
}
