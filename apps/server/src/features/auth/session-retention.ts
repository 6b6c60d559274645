import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Chores } from '../../platform/work/chores.js';

/** Removes sessions and links that have ended: each session holds an address and a browser's name. */
@Injectable()
export class SessionRetention {
  constructor(
    private readonly db: DataSource,
    chores: Chores,
  ) {
    chores.register({ name: 'ended sessions', run: () => this.clear() });
  }

  /** @returns how many are gone */
  async clear(): Promise<number> {
    const [, sessions] = await this.db.query<[unknown[], number]>(
      'DELETE FROM "session" WHERE "expiresAt" <= now()',
    );
    const [, links] = await this.db.query<[unknown[], number]>(
      'DELETE FROM "verification" WHERE "expiresAt" <= now()',
    );
    const [, tokens] = await this.db.query<[unknown[], number]>(
      'DELETE FROM one_time_token WHERE expires_at <= now()',
    );
    return sessions + links + tokens;
  }
}
