import { Inject, Injectable } from '@nestjs/common';
import type { Me, UpdateMe } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { DEMO_ACCOUNTS } from './demo-accounts.js';
import { PlayerChanges } from './player-changes.js';
import { readUnsubscribeToken } from './unsubscribe-token.js';

const COLUMNS = 'id, email, name, team, "timeZone", role, notifications, "liveLanding", "twoFactorEnabled"';

type ProfileRow = Omit<Me, 'secondFactor' | 'demo'> & { readonly twoFactorEnabled: boolean };

/** A player's own profile. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly db: DataSource,
    private readonly changes: PlayerChanges,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(playerId: string): Promise<Me> {
    const [row] = await this.db.query<ProfileRow[]>(`SELECT ${COLUMNS} FROM "user" WHERE id = $1`, [
      playerId,
    ]);
    if (row === undefined) throw new AppError('not-found');
    const { twoFactorEnabled, ...profile } = row;
    const needed = row.role === 'admin' && this.config.adminMfa === 'required';
    const demo = this.config.demo && DEMO_ACCOUNTS.some(({ email }) => email === row.email);
    return {
      ...profile,
      ...(demo ? { demo } : {}),
      secondFactor: twoFactorEnabled ? 'on' : needed ? 'needed' : 'off',
    };
  }

  /**
   * Switches off the kind of email that a token is for; again, it changes nothing.
   * @throws AppError `link-not-valid`
   */
  async unsubscribe(token: string): Promise<void> {
    const what = readUnsubscribeToken(this.config, token);
    if (what === null) throw new AppError('link-not-valid');
    await update(this.db.manager, what.player, { notifications: { [what.email]: false } });
  }

  /** Changes what is given and keeps the rest. */
  async change(playerId: string, change: UpdateMe): Promise<Me> {
    // what only the player sees changes without the lock of the log
    if (change.name === undefined && change.team === undefined) {
      await update(this.db.manager, playerId, change);
    } else {
      await this.changes.write(async (tx, shown) => {
        await update(tx, playerId, change);
        shown(playerId);
      });
    }
    return this.read(playerId);
  }
}

async function update(tx: EntityManager, playerId: string, change: UpdateMe): Promise<void> {
  await tx.query(
    `UPDATE "user" SET
       name = COALESCE($2, name),
       team = CASE WHEN $3 THEN $4 ELSE team END,
       "timeZone" = COALESCE($5, "timeZone"),
       notifications = notifications || COALESCE($6::jsonb, '{}'),
       "liveLanding" = COALESCE($7, "liveLanding"),
       "updatedAt" = now()
     WHERE id = $1`,
    [
      playerId,
      change.name ?? null,
      change.team !== undefined,
      change.team ?? null,
      change.timeZone ?? null,
      change.notifications === undefined ? null : JSON.stringify(change.notifications),
      change.liveLanding ?? null,
    ],
  );
}
