import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, InsertQueryBuilder, Repository } from 'typeorm';
import { insertIfNew, PAST } from '../../platform/database/statements.js';
import { AppError } from '../../platform/errors/app-error.js';
import { lockPlayerOfToken, takeToken } from './one-time-tokens.sql.js';
import { holdSession } from './sessions.sql.js';
import { OneTimeTokenEntity } from './user.entity.js';

/** Purposes of links in emails. */
export type TokenPurpose = 'verify-email' | 'change-email';
/** Purposes of other stored tokens. */
type Purpose = TokenPurpose | 'used-code';

export interface RedeemedToken {
  readonly player: string;
  /** Purpose of the link, as given when it was stored. */
  readonly detail: string;
}

/** Links in emails: each works once and expires, and the database only has its hash. */
@Injectable()
export class OneTimeTokens {
  constructor(
    @InjectRepository(OneTimeTokenEntity) private readonly tokens: Repository<OneTimeTokenEntity>,
  ) {}

  /**
   * Creates a token; it revokes earlier ones of the player for the same purpose.
   * @throws AppError `unauthenticated` when the requesting session ended meanwhile
   */
  async issue(
    purpose: TokenPurpose,
    { id, sessionId }: { readonly id: string; readonly sessionId: string },
    seconds: number,
    detail: string,
  ): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.tokens.manager.transaction(async (tx) => {
      // an end of access that is being committed holds the row; a token issued now would outlive it
      if (!(await holdSession(tx, id, sessionId))) throw new AppError('unauthenticated');
      await this.keep(purpose, id, token, seconds, detail, tx);
    });
    return token;
  }

  /** The same for a token that the account library created. */
  async keep(
    purpose: TokenPurpose,
    player: string,
    token: string,
    seconds: number,
    detail = '',
    within: EntityManager = this.tokens.manager,
  ): Promise<void> {
    await within.transaction(async (tx) => {
      await tx.delete(OneTimeTokenEntity, [{ expiresAt: PAST }, { playerId: player, purpose }]);
      await inserting(
        tx,
        { hash: hashOf(purpose, token), purpose, playerId: player, detail },
        seconds,
      ).execute();
    });
  }

  /**
   * Uses the token up and returns its purpose; null when it was used, expired, replaced, revoked or never issued, or
   * its player is banned.
   */
  async redeem(
    purpose: TokenPurpose,
    token: string,
    tx: EntityManager = this.tokens.manager,
  ): Promise<RedeemedToken | null> {
    const hash = hashOf(purpose, token);
    await lockPlayerOfToken(tx, hash);
    const row = await takeToken(tx, hash);
    return row?.fresh === true ? { player: row.player, detail: row.detail } : null;
  }

  /**
   * Uses up a code that another system made, such as an authenticator's.
   * @returns false when the player has already used it within the last `seconds`
   */
  async spend(player: string, code: string, seconds: number): Promise<boolean> {
    await this.tokens.delete({ expiresAt: PAST });
    const hash = hashOf('used-code', `${player}:${code}`);
    const used = { hash, purpose: 'used-code', playerId: player, detail: '' };
    return insertIfNew(inserting(this.tokens.manager, used, seconds), 'hash');
  }
}

/** Inserts a token that expires after so many seconds by the database's clock. */
function inserting(
  manager: EntityManager,
  token: Pick<OneTimeTokenEntity, 'hash' | 'purpose' | 'playerId' | 'detail'>,
  seconds: number,
): InsertQueryBuilder<OneTimeTokenEntity> {
  return manager
    .createQueryBuilder()
    .insert()
    .into(OneTimeTokenEntity)
    .values({ ...token, expiresAt: () => 'now() + make_interval(secs => :seconds)' })
    .setParameters({ seconds });
}

function hashOf(purpose: Purpose, token: string): string {
  return createHash('sha256').update(`${purpose}:${token}`).digest('base64url');
}
