import { Injectable } from '@nestjs/common';
import { type CardProgress, cardProgress } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { databaseNow } from '../../platform/database/clock.sql.js';
import { lockedIds } from '../calendar/game-locks.js';
import { SlateReader } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';
import { sameSeason, type WeekKey } from '../slate/week-key.js';
import { storedCard } from './emails.sql.js';
import { openLocks } from './open-locks.js';

/** A card that lacks picks which can still be made. */
export interface OpenCard {
  /** False: no card is stored. */
  readonly isStored: boolean;
  readonly progress: CardProgress;
  /** The games without a pick. */
  readonly games: readonly StoredGame[];
  /** When the first of them locks. */
  readonly deadline: Date;
  /** The moment of this answer, by the database's clock. */
  readonly now: Date;
}

/** Reads what the cards of players lack, when an email about it is written. */
@Injectable()
export class OpenCards {
  constructor(
    private readonly db: DataSource,
    private readonly reader: SlateReader,
  ) {}

  /** Returns what a player's card of a week lacks; null when no pick is missing that can still be made. */
  async read(player: string, { season, seasonType, week }: WeekKey): Promise<OpenCard | null> {
    const about = { season, seasonType, week };
    const state = await this.reader.playing();
    if (state === null || !sameSeason(state, about)) return null;
    const card = await storedCard(this.db.manager, about, player);
    const scene = await this.reader.week(state, week);
    const now = await databaseNow(this.db.manager);
    const progress = cardProgress(card, scene.games, lockedIds(scene, state.lock, now));
    const isMissing = ({ id }: StoredGame): boolean => progress.missing.includes(id);
    const [deadline] = openLocks(scene, state, isMissing);
    if (deadline === undefined) return null;
    return { isStored: card !== null, progress, games: scene.games.filter(isMissing), deadline, now };
  }
}
