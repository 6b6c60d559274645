import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';

/** What a link in a mail may do. */
export type TokenPurpose = 'verify-email' | 'change-email';
/** What else is kept beside them. */
type Purpose = TokenPurpose | 'used-code';

export interface RedeemedToken {
  readonly player: string;
  /** What the link was made for, as given when it was kept. */
  readonly detail: string;
}

/** Links in mails: each works once and not for ever, and the database knows only its hash. */
@Injectable()
export class OneTimeTokens {
  constructor(private readonly db: DataSource) {}

  /**
   * A new token; earlier ones of the player for the same purpose are worth nothing from now on.
   * @throws AppError `unauthenticated` when the session that asked ended meanwhile
   */
  async issue(
    purpose: TokenPurpose,
    { id, sessionId }: { readonly id: string; readonly sessionId: string },
    seconds: number,
    detail: string,
  ): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.db.transaction(async (tx) => {
      // an end of access that is being stored has the row: what is issued after it would outlive it
      const open = await tx.query<unknown[]>(
        'SELECT 1 FROM "user" u JOIN "session" s ON s."userId" = u.id WHERE u.id = $1 AND s.id = $2 FOR SHARE OF u, s',
        [id, sessionId],
      );
      if (open.length === 0) throw new AppError('unauthenticated');
      await this.keep(purpose, id, token, seconds, detail, tx);
    });
    return token;
  }

  /** The same for a token that the account library made. */
  async keep(
    purpose: TokenPurpose,
    player: string,
    token: string,
    seconds: number,
    detail = '',
    within: EntityManager = this.db.manager,
  ): Promise<void> {
    await within.transaction(async (tx) => {
      await tx.query(
        'DELETE FROM one_time_token WHERE expires_at <= now() OR (player = $1 AND purpose = $2)',
        [player, purpose],
      );
      await tx.query(
        `INSERT INTO one_time_token (hash, purpose, player, detail, expires_at)
         VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
        [hashOf(purpose, token), purpose, player, detail, seconds],
      );
    });
  }

  /**
   * What the token was made for, and it is used up; null when it was used, expired, replaced, revoked or never given, or its
   * player is banned.
   */
  async redeem(
    purpose: TokenPurpose,
    token: string,
    tx: EntityManager = this.db.manager,
  ): Promise<RedeemedToken | null> {
    const hash = hashOf(purpose, token);
    // the player's row first, as an end of access does: neither waits for the other
    await tx.query(
      'SELECT 1 FROM "user" WHERE id = (SELECT player FROM one_time_token WHERE hash = $1) FOR UPDATE',
      [hash],
    );
    const [rows] = await tx.query<[(RedeemedToken & { fresh: boolean })[], number]>(
      `DELETE FROM one_time_token t USING "user" u WHERE t.hash = $1 AND u.id = t.player
       RETURNING t.player, t.detail, t.expires_at > now() AND u.banned_at IS NULL AS fresh`,
      [hash],
    );
    const [row] = rows;
    return row?.fresh === true ? { player: row.player, detail: row.detail } : null;
  }

  /**
   * Uses up a code that somebody else made, such as an authenticator's.
   * @returns false when the player has used it within the last `seconds` already
   */
  async spend(player: string, code: string, seconds: number): Promise<boolean> {
    await this.db.query('DELETE FROM one_time_token WHERE expires_at <= now()');
    const rows = await this.db.query<unknown[]>(
      `INSERT INTO one_time_token (hash, purpose, player, detail, expires_at)
       VALUES ($1, 'used-code', $2, '', now() + make_interval(secs => $3)) ON CONFLICT (hash) DO NOTHING RETURNING 1`,
      [hashOf('used-code', `${player}:${code}`), player, seconds],
    );
    return rows.length > 0;
  }
}

function hashOf(purpose: Purpose, token: string): string {
  return createHash('sha256').update(`${purpose}:${token}`).digest('base64url');
}
