import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { databaseNow } from '../../platform/database/clock.sql.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AdminRight } from './access.guard.js';
import type { SessionPlayer } from './session-player.js';
import { UserEntity } from './user.entity.js';

/** Decides whether a player may score games by hand now: admins, and the scorers of the day. */
@Injectable()
export class ScorerRight {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly admins: AdminRight,
  ) {}

  /**
   * @returns when the role ends (ISO 8601); null for an admin
   * @throws AppError `forbidden`, `admin-mfa-required`
   */
  async demand(player: Pick<SessionPlayer, 'id' | 'role'>): Promise<string | null> {
    if (player.role === 'admin') {
      await this.admins.demand(player);
      return null;
    }
    const user = await this.users.findOneBy({ id: player.id });
    const { scorerUntil } = user === null ? {} : await this.untilOf(user);
    if (scorerUntil === undefined) throw new AppError('forbidden', 'You are no scorer now: ask an admin.');
    return scorerUntil;
  }

  /** Returns until when a player is a scorer; nothing for a player who is none now, by the database's clock. */
  async untilOf({
    scorerFrom,
    scorerUntil,
  }: Pick<UserEntity, 'scorerFrom' | 'scorerUntil'>): Promise<{ scorerUntil?: string }> {
    if (scorerFrom === null || scorerUntil === null) return {};
    const now = await databaseNow(this.users.manager);
    return scorerFrom <= now && now < scorerUntil ? { scorerUntil: scorerUntil.toISOString() } : {};
  }
}
