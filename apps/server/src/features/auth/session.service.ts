import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Session } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { RENEW_S, sessionCookieName } from './auth-options.js';
import { endAccess } from './end-access.js';
import { sessionCookie, sessionToken } from './session-cookie.js';
import { SessionEvents } from './session-ended.js';
import type { SessionPlayer } from './session-player.js';

interface SessionRow {
  readonly id: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type { SessionPlayer } from './session-player.js';

/** Who is behind a request, and the end of sessions. */
@Injectable()
export class SessionService {
  private readonly cookieName: string;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: DataSource,
    private readonly events: SessionEvents,
  ) {
    this.cookieName = sessionCookieName(config);
  }

  /**
   * The player of the session cookie, by one query; null without a cookie of ours, or when the session ended or the
   * player is banned.
   */
  async fromHeaders(headers: IncomingHttpHeaders): Promise<SessionPlayer | null> {
    const cookie = this.cookieOf(headers);
    const token = cookie === null ? null : this.verify(cookie);
    return token === null ? null : this.fromToken(token);
  }

  /** The value of the session cookie, not verified; null without one. */
  cookieOf({ cookie }: IncomingHttpHeaders): string | null {
    return cookie === undefined ? null : sessionCookie(cookie, this.cookieName);
  }

  /** The token of a session cookie's value; null when it was not signed here. No query. */
  verify(cookie: string): string | null {
    return sessionToken(cookie, this.config.sessionSecret);
  }

  /** The player of a session that has not ended, by one query. */
  async fromToken(token: string): Promise<SessionPlayer | null> {
    const [player] = await this.db.query<SessionPlayer[]>(
      `SELECT u.id, u.n, u.name, u.email, u.team, u.role, s.id AS "sessionId",
         s."updatedAt" < now() - make_interval(secs => ${RENEW_S}) AS aged
       FROM "session" s JOIN "user" u ON u.id = s."userId"
       WHERE s.token = $1 AND s."expiresAt" > now() AND u.banned_at IS NULL`,
      [token],
    );
    return player ?? null;
  }

  async hasSecondFactor(playerId: string): Promise<boolean> {
    const rows = await this.db.query<unknown[]>('SELECT 1 FROM "user" WHERE id = $1 AND "twoFactorEnabled"', [
      playerId,
    ]);
    return rows.length > 0;
  }

  /** Where the player is signed in: the session that asks first, then by age of their last sign of life. */
  async of({ id, sessionId }: SessionPlayer): Promise<Session[]> {
    const rows = await this.db.query<SessionRow[]>(
      `SELECT id, "userAgent", "createdAt", "updatedAt" FROM "session"
       WHERE "userId" = $1 AND "expiresAt" > now() ORDER BY id <> $2, "updatedAt" DESC, id`,
      [id, sessionId],
    );
    return rows.map((row) => ({
      id: row.id,
      userAgent: row.userAgent === '' ? null : row.userAgent,
      startedAt: row.createdAt.toISOString(),
      seenAt: row.updatedAt.toISOString(),
      current: row.id === sessionId,
    }));
  }

  /** Ends one session of the player. @throws AppError `not-found` */
  async end(sessionId: string, playerId: string): Promise<void> {
    const [, ended] = await this.db.query<[unknown[], number]>(
      'DELETE FROM "session" WHERE id = $1 AND "userId" = $2',
      [sessionId, playerId],
    );
    if (ended === 0) throw new AppError('not-found');
    await this.events.ended(sessionId, playerId);
  }

  /** Forgets a session that was not given out. */
  async discard(token: string): Promise<void> {
    await this.db.query('DELETE FROM "session" WHERE token = $1', [token]);
  }

  /** Ends everything that the player has under way, on every node. */
  async endAll(playerId: string): Promise<void> {
    await this.db.transaction((tx) => endAccess(tx, playerId));
    await this.events.ended(null, playerId);
  }

  /** The same but for the session that asks; its live stream starts again. */
  async endOthers({ id, sessionId }: SessionPlayer): Promise<void> {
    await this.db.transaction((tx) => endAccess(tx, id, sessionId));
    await this.events.ended(null, id);
  }
}
