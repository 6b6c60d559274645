import { Injectable } from '@nestjs/common';
import { EVERYONE } from '@sunday-live/contract';
import { DataSource, Not } from 'typeorm';
import { BoundedMap } from '../../platform/cache/caches.js';
import { LeagueEntity, LeagueMemberEntity } from '../leagues/league.entity.js';
import { type MemberRank, memberRanks } from './emails.sql.js';
import type { MailedWeek } from './mail-links.js';

/** A player's ranks among the members of one league, by its rules. */
export interface LeaguePlace extends Omit<MemberRank, 'player'> {
  readonly name: string;
}

type Week = Pick<MailedWeek, 'season' | 'seasonType' | 'week'>;
type Table = ReadonlyMap<string, Omit<MemberRank, 'player'>>;

/** Reads the ranks of a player in each of the player's leagues after a week (rule M15). */
@Injectable()
export class LeaguePlaces {
  /** Caches a league for all its members' emails, which are sent within minutes. */
  private readonly tables = new BoundedMap<string, Promise<Table>>({ entries: 50, ttlMs: 60_000 });

  constructor(private readonly db: DataSource) {}

  /** Returns one entry per league of the player except `everyone`, by name. */
  async of(about: MailedWeek): Promise<LeaguePlace[]> {
    const leagues = await this.db.manager
      .createQueryBuilder(LeagueEntity, 'l')
      .innerJoin(LeagueMemberEntity, 'm', 'm.leagueId = l.id AND m.playerId = :player', about)
      .where({ id: Not(EVERYONE) })
      .orderBy('lower(l.name)')
      .addOrderBy('l.id')
      .getMany();
    const places: LeaguePlace[] = [];
    for (const { id, name } of leagues) {
      const place = (await this.table(id, about)).get(about.player);
      if (place !== undefined) places.push({ name, ...place });
    }
    return places;
  }

  private table(league: string, { season, seasonType, week }: Week): Promise<Table> {
    const key = [league, season, seasonType, week].join(':');
    const kept = this.tables.get(key);
    if (kept !== undefined) return kept;
    const read = memberRanks(this.db.manager, { season, seasonType, week }, league).then(
      (rows) => new Map(rows.map(({ player, ...place }) => [player, place])),
    );
    this.tables.set(key, read);
    read.catch(() => this.tables.delete(key));
    return read;
  }
}
