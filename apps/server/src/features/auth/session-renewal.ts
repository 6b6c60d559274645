import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Auth } from './auth.js';
import { cookiePrefix } from './auth-options.js';
import { libraryCookies } from './library-cookies.js';

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
