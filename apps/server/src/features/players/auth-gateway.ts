import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import { zodProblems } from '../../platform/errors/to-app-error.js';
import { Auth } from './auth.js';
import { authError } from './auth-error.js';
import { AuthLimits } from './auth-limits.js';
import { CLIENT_ADDRESS_HEADER } from './auth-options.js';
import { isGetRoute, postSchema } from './auth-routes.js';
import { Registration } from './registration.js';

export interface AuthRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** The client's address as we know it, not as it claims. */
  readonly address: string;
  readonly body: unknown;
}

const PASSED_ON = ['cookie', 'user-agent', 'accept', 'origin'] as const;
const PREFIX = '/api/auth/';

/** Stands before the account library: routes, shapes, limits and errors are ours. */
@Injectable()
export class AuthGateway {
  constructor(
    private readonly auth: Auth,
    private readonly limits: AuthLimits,
    private readonly registration: Registration,
  ) {}

  /** @throws AppError for everything that is not a good answer */
  async answer(request: AuthRequest): Promise<Response> {
    const path = request.url.pathname.slice(PREFIX.length);
    const body = request.method === 'POST' ? readBody(path, request.body) : null;
    if (request.method === 'GET' && !isGetRoute(path)) throw new AppError('not-found');
    const email = typeof body?.email === 'string' ? body.email.toLowerCase() : null;
    if (request.method === 'POST') await this.limits.before(path, request.address, email);
    if (path === 'sign-up/email' && (await this.registration.state()) === 'closed') {
      throw new AppError('registration-closed');
    }
    const answer = await this.auth.handle(toWebRequest(request, body));
    if (answer.status >= 400) throw authError(answer.status, await answer.text());
    if (path === 'sign-in/email' && email !== null) await this.limits.signedIn(email);
    return answer;
  }
}

function readBody(path: string, body: unknown): Record<string, unknown> {
  const schema = postSchema(path);
  if (schema === undefined) throw new AppError('not-found');
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) throw new AppError('invalid-input', undefined, zodProblems(parsed.error));
  return parsed.data;
}

function toWebRequest(request: AuthRequest, body: Record<string, unknown> | null): Request {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: request.address });
  for (const name of PASSED_ON) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  if (body === null) return new Request(request.url, { headers });
  headers.set('content-type', 'application/json');
  return new Request(request.url, { method: 'POST', headers, body: JSON.stringify(body) });
}
