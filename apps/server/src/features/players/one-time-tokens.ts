import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

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

  /** A new token; earlier ones of the player for the same purpose are worth nothing from now on. */
  async issue(purpose: TokenPurpose, player: string, seconds: number, detail = ''): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.keep(purpose, player, token, seconds, detail);
    return token;
  }

  /** The same for a token that somebody else made. */
  async keep(
    purpose: TokenPurpose,
    player: string,
    token: string,
    seconds: number,
    detail = '',
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
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

  /** What the token was made for, and it is used up; null when it was used, expired, replaced or never given. */
  async redeem(
    purpose: TokenPurpose,
    token: string,
    tx: EntityManager = this.db.manager,
  ): Promise<RedeemedToken | null> {
    const [rows] = await tx.query<[(RedeemedToken & { fresh: boolean })[], number]>(
      'DELETE FROM one_time_token WHERE hash = $1 RETURNING player, detail, expires_at > now() AS fresh',
      [hashOf(purpose, token)],
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

  /** Whatever links the player was sent, resets and pending sign-ins too, are worth nothing any more. */
  async revokeAll(player: string, tx: EntityManager = this.db.manager): Promise<void> {
    await tx.query('DELETE FROM one_time_token WHERE player = $1', [player]);
    await tx.query('DELETE FROM "verification" WHERE value = $1', [player]);
  }
}

function hashOf(purpose: Purpose, token: string): string {
  return createHash('sha256').update(`${purpose}:${token}`).digest('base64url');
}
