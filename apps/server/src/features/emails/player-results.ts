import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BoundedMap } from '../../platform/cache/caches.js';
import { type ResultRow, resultOf, sharedRanks } from './emails.sql.js';
import { aboutWeek, type MailedWeek } from './mail-links.js';

/** A player's result of a week (the default rules, among all players). */
export interface PlayerResult extends ResultRow {
  readonly shared: boolean;
  readonly season_shared: boolean;
}

type Week = Pick<MailedWeek, 'season' | 'seasonType' | 'week'>;

/** Ranks that several players share, in the week and in the season after it. */
interface SharedRanks {
  readonly week: ReadonlySet<number>;
  readonly season: ReadonlySet<number>;
}

/** Reads a player's result of a week. */
@Injectable()
export class PlayerResults {
  /** Caches a week's shared ranks for all its emails, which are sent within minutes. */
  private readonly shared = new BoundedMap<string, Promise<SharedRanks>>({ entries: 10, ttlMs: 60_000 });

  constructor(private readonly db: DataSource) {}

  /** Returns null without a card, and when the results are not (or no longer) confirmed. */
  async of({ player, ...week }: Omit<MailedWeek, 'name' | 'timeZone'>): Promise<PlayerResult | null> {
    const row = await resultOf(this.db.manager, player, week);
    if (row === null) return null;
    const shared = await this.sharedRanks(week);
    return { ...row, shared: shared.week.has(row.rank), season_shared: shared.season.has(row.season_rank) };
  }

  private sharedRanks(week: Week): Promise<SharedRanks> {
    const key = aboutWeek(week);
    const kept = this.shared.get(key);
    if (kept !== undefined) return kept;
    const read = sharedRanks(this.db.manager, week).then((rows) => {
      const of = (which: string) =>
        new Set(rows.filter(({ scope }) => scope === which).map(({ rank }) => rank));
      return { week: of('week'), season: of('season') };
    });
    this.shared.set(key, read);
    read.catch(() => this.shared.delete(key));
    return read;
  }
}
