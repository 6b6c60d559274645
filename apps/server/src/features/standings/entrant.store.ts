import { Injectable } from '@nestjs/common';
import { EVERYONE } from '@sunday-live/contract';
import type { WeekCard } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { lockedJokerSql } from '../slate/shown-picks.js';
import { ofWeekSql, type SeasonKey, type WeekKey, weekParams } from '../slate/week-key.js';

/** A member of a league with cards of the season. */
export interface LeagueEntrant {
  readonly n: number;
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly cards: readonly WeekCard[];
}

/** Reads a league's members with their cards. */
@Injectable()
export class EntrantStore {
  /**
   * Returns members with a card in the season; optionally only one week, or one member by id. A joker that can still
   * change is omitted.
   */
  async withCards(
    tx: EntityManager,
    league: string,
    state: SeasonKey,
    week: number | null,
    player: string | null = null,
  ): Promise<LeagueEntrant[]> {
    return tx.query<LeagueEntrant[]>(
      `SELECT p.n, p.id, p.name, p.team, c.cards FROM (
         SELECT player, json_agg(json_build_object('week', week, 'picks', picks, 'banker', banker,
           'joker', ${lockedJokerSql('card')})) AS cards
         FROM card WHERE season = $2 AND season_type = $3 AND ($4::int IS NULL OR week = $4)
           AND ($5::text IS NULL OR player = $5)
         GROUP BY player
       ) c JOIN "user" p ON p.id = c.player
       WHERE $1 = '${EVERYONE}' OR EXISTS (SELECT 1 FROM league_member m WHERE m.league = $1 AND m.player = p.id)`,
      [league, state.season, state.seasonType, week, player],
    );
  }

  /** Returns players whose card of the week was corrected by an admin after the lock. */
  async corrected(tx: EntityManager, week: WeekKey): Promise<Set<string>> {
    const rows = await tx.query<{ player: string }[]>(
      `SELECT DISTINCT player FROM card_correction WHERE ${ofWeekSql('card_correction')} AND rule IS NULL`,
      weekParams(week),
    );
    return new Set(rows.map(({ player }) => player));
  }
}
