import { Inject, Injectable } from '@nestjs/common';
import type { Me, UpdateMe } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { PlayerEvents } from './player-events.js';

const COLUMNS = 'id, email, name, team, "timeZone", role, notifications, "liveLanding", "twoFactorEnabled"';

type ProfileRow = Omit<Me, 'secondFactor'> & { readonly twoFactorEnabled: boolean };

/** A player's own profile. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly db: DataSource,
    private readonly events: PlayerEvents,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(playerId: string): Promise<Me> {
    const [row] = await this.db.query<ProfileRow[]>(`SELECT ${COLUMNS} FROM "user" WHERE id = $1`, [
      playerId,
    ]);
    if (row === undefined) throw new AppError('not-found');
    const { twoFactorEnabled, ...profile } = row;
    const needed = row.role === 'admin' && this.config.adminMfa === 'required';
    return { ...profile, secondFactor: twoFactorEnabled ? 'on' : needed ? 'needed' : 'off' };
  }

  /** Changes what is given and keeps the rest. */
  async change(playerId: string, change: UpdateMe): Promise<Me> {
    await this.db.query(
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
    if (change.name !== undefined || change.team !== undefined) await this.events.changed(playerId);
    return this.read(playerId);
  }
}
