import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Session } from '@sunday-live/contract';
import { Raw, type Repository } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AskTogether } from '../../platform/async/ask-together.js';
import { AppError } from '../../platform/errors/app-error.js';
import { sessionCookieName } from './auth-options.js';
import { endAccess } from './end-access.sql.js';
import { sessionCookie, sessionToken } from './session-cookie.js';
import { SessionEvents } from './session-ended.js';
import type { SessionPlayer } from './session-player.js';
import { endedOf, playersOfSessions } from './sessions.sql.js';
import { SessionEntity, UserEntity } from './user.entity.js';

export type { SessionPlayer } from './session-player.js';

/** Finds the player of a request, and ends sessions. */
@Injectable()
export class SessionService {
  private readonly cookieName: string;
  private readonly players: AskTogether<string, SessionPlayer | null>;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    private readonly events: SessionEvents,
  ) {
    this.cookieName = sessionCookieName(config);
    this.players = new AskTogether((tokens) => playersOfSessions(this.sessions.manager, tokens));
  }

  /**
   * Returns the player of the session cookie, by a query that requests of the same moment share; null without a cookie of ours, or when the session has
   * ended or the player is banned.
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

  /** Returns the token of a session cookie's value; null when it was not signed here. No query. */
  verify(cookie: string): string | null {
    return sessionToken(cookie, this.config.sessionSecret);
  }

  /** Returns the player of an active session, by a query that begins now or later. */
  fromToken(token: string): Promise<SessionPlayer | null> {
    return this.players.ask(token);
  }

  /** Those of these sessions (ids) that have ended, or whose player is suspended. */
  endedOf(sessions: readonly string[]): Promise<string[]> {
    return endedOf(this.sessions.manager, sessions);
  }

  hasSecondFactor(playerId: string): Promise<boolean> {
    return this.sessions.manager.existsBy(UserEntity, { id: playerId, twoFactorEnabled: true });
  }

  /** Returns where the player is signed in: first the requesting session, then by time of last use. */
  async of({ id, sessionId }: SessionPlayer): Promise<Session[]> {
    const rows = await this.sessions.find({
      where: { userId: id, expiresAt: Raw((column) => `${column} > now()`) },
      order: { updatedAt: 'DESC', id: 'ASC' },
    });
    rows.sort((a, b) => Number(b.id === sessionId) - Number(a.id === sessionId));
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
    const { affected } = await this.sessions.delete({ id: sessionId, userId: playerId });
    if (affected === 0) throw new AppError('not-found');
    await this.events.ended(sessionId, playerId);
  }

  /** Forgets a session that was not issued. */
  async discard(token: string): Promise<void> {
    await this.sessions.delete({ token });
  }

  /** Ends all access of the player, on every node. */
  async endAll(playerId: string): Promise<void> {
    await this.sessions.manager.transaction((tx) => endAccess(tx, playerId));
    await this.events.ended(null, playerId);
  }

  /** Does the same except for the requesting session, whose live stream restarts. */
  async endOthers({ id, sessionId }: SessionPlayer): Promise<void> {
    await this.sessions.manager.transaction((tx) => endAccess(tx, id, sessionId));
    await this.events.ended(null, id);
  }
}
