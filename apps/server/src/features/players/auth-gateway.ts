import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { zodProblems } from '../../platform/errors/to-app-error.js';
import { ownOrigins } from '../../platform/http/origin.js';
import { Auth } from './auth.js';
import { authError } from './auth-error.js';
import { AuthLimits } from './auth-limits.js';
import { CLIENT_ADDRESS_HEADER } from './auth-options.js';
import { asksPasswordAgain, isGetRoute, postSchema, VERIFIED_PAGE } from './auth-routes.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { Registration } from './registration.js';
import { SessionService } from './session.service.js';
import { SignUpAnswer } from './sign-up-answer.js';

export interface AuthRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** The client's address as we know it, not as it claims. */
  readonly address: string;
  readonly body: unknown;
}

type Body = Record<string, unknown>;

const PASSED_ON = ['cookie', 'user-agent', 'accept', 'origin'] as const;
const PREFIX = '/api/auth/';
/** Whoever asks for a mail waits this long, whether there is anybody to send it to or not. */
const MAIL_ANSWER_MS = 500;
/** A code of an authenticator app, and for how long the library takes the same one: its own half minute and its neighbours. */
const APP_CODE = 'two-factor/verify-totp';
const APP_CODE_S = 120;
const signedInSchema = z.object({ token: z.string(), user: z.object({ id: z.string() }) });
const MAILS = new Set(['request-password-reset', 'send-verification-email']);

/** Stands before the account library: routes, shapes, limits and errors are ours. */
@Injectable()
export class AuthGateway {
  constructor(
    private readonly auth: Auth,
    private readonly limits: AuthLimits,
    private readonly registration: Registration,
    private readonly sessions: SessionService,
    private readonly tokens: OneTimeTokens,
    private readonly signUps: SignUpAnswer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws AppError for everything that is not a good answer */
  async answer(request: AuthRequest): Promise<Response> {
    const path = request.url.pathname.slice(PREFIX.length);
    if (request.method === 'GET') return this.read(path, request);
    const body = readBody(path, request.body);
    const email = typeof body.email === 'string' ? body.email.toLowerCase() : null;
    await this.limits.before(path, request.address, email);
    if (path === 'sign-up/email') return this.signUp(request, body);
    if (MAILS.has(path)) return this.askForMail(request, body);
    const player = asksPasswordAgain(path) ? await this.demandPlayer(request.headers) : null;
    if (player !== null) await this.limits.beforePassword(player);
    const signsIn = path === APP_CODE && (await this.sessions.fromHeaders(request.headers)) === null;
    const answer = await this.pass(request, body);
    if (signsIn) await this.useUp(String(body.code), answer);
    if (player !== null) await this.limits.passwordRight(player);
    if (path === 'sign-in/email' && email !== null) await this.limits.signedIn(email);
    return answer;
  }

  private async read(path: string, request: AuthRequest): Promise<Response> {
    if (!isGetRoute(path)) throw new AppError('not-found');
    if (path !== 'verify-email') return this.pass(request, null);
    // the library's tokens are signed, not stored: that one works once is for us to see to
    const token = request.url.searchParams.get('token') ?? '';
    if ((await this.tokens.redeem('verify-email', token)) === null) return this.usedLink(request.url);
    return this.pass(request, null);
  }

  private async signUp(request: AuthRequest, body: Body): Promise<Response> {
    if ((await this.registration.state()) === 'closed') throw new AppError('registration-closed');
    const answer = await this.auth.handle(toWebRequest(request, body));
    return this.signUps.alike(answer, body);
  }

  private async askForMail(request: AuthRequest, body: Body): Promise<Response> {
    const [answer] = await Promise.all([this.pass(request, body), wait(MAIL_ANSWER_MS)]);
    return answer;
  }

  private async pass(request: AuthRequest, body: Body | null): Promise<Response> {
    const answer = await this.auth.handle(toWebRequest(request, body));
    if (answer.status >= 400) throw authError(answer.status, await answer.text());
    return answer;
  }

  /** A code signs in once: who has looked over a shoulder is too late (RFC 6238, 5.2). @throws AppError `invalid-code` */
  private async useUp(code: string, answer: Response): Promise<void> {
    const { token, user } = signedInSchema.parse(await answer.clone().json());
    if (await this.tokens.spend(user.id, code, APP_CODE_S)) return;
    await this.sessions.discard(token);
    throw new AppError('invalid-code');
  }

  private async demandPlayer(headers: IncomingHttpHeaders): Promise<string> {
    const player = await this.sessions.fromHeaders(headers);
    if (player === null) throw new AppError('unauthenticated');
    return player.id;
  }

  /** Where the link would have led, with the reason why it does nothing. */
  private usedLink(url: URL): Response {
    const wanted = URL.canParse(url.searchParams.get('callbackURL') ?? '', this.config.publicUrl)
      ? new URL(url.searchParams.get('callbackURL') ?? '', this.config.publicUrl)
      : null;
    const own = wanted !== null && ownOrigins(this.config).includes(wanted.origin);
    const page = own ? wanted : new URL(VERIFIED_PAGE, this.config.publicUrl);
    page.searchParams.set('error', 'LINK_NOT_VALID');
    return new Response(null, { status: 302, headers: { location: `${page.pathname}${page.search}` } });
  }
}

function readBody(path: string, body: unknown): Body {
  const schema = postSchema(path);
  if (schema === undefined) throw new AppError('not-found');
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) throw new AppError('invalid-input', undefined, zodProblems(parsed.error));
  return parsed.data;
}

function toWebRequest(request: AuthRequest, body: Body | null): Request {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: request.address });
  for (const name of PASSED_ON) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  if (body === null) return new Request(request.url, { headers });
  headers.set('content-type', 'application/json');
  return new Request(request.url, { method: 'POST', headers, body: JSON.stringify(body) });
}
