import { Injectable } from '@nestjs/common';
import { EVERYONE, type PlayerProfile } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { SEASON_TYPES } from '../slate/week-key.js';

/** Reads player profiles, for members of a shared league. */
@Injectable()
export class ProfileStore {
  constructor(private readonly db: DataSource) {}

  /**
   * Returns the player with the leagues that both belong to (everybody is in `everyone`); null when there is no such
   * player.
   */
  async findProfile(viewer: string, player: string): Promise<PlayerProfile | null> {
    const [row] = await this.db.query<Omit<PlayerProfile, 'seasons'>[]>(
      `SELECT p.id, p.name, p.team,
         (SELECT json_agg(json_build_object('id', l.id, 'name', l.name) ORDER BY l.id <> '${EVERYONE}', lower(l.name), l.id)
          FROM league l WHERE l.id = '${EVERYONE}' OR (
            EXISTS (SELECT 1 FROM league_member m WHERE (m.league, m.player) = (l.id, p.id))
            AND EXISTS (SELECT 1 FROM league_member m WHERE (m.league, m.player) = (l.id, $1)))) AS leagues
       FROM "user" p WHERE p.id = $2`,
      [viewer, player],
    );
    if (row === undefined) return null;
    return { ...row, seasons: await this.seasonsOf(player) };
  }

  /** Returns the years of regular seasons in which the player has a card, latest first. */
  async seasonsOf(player: string): Promise<number[]> {
    const rows = await this.db.query<{ season: number }[]>(
      'SELECT DISTINCT season FROM card_in_words WHERE player = $1 AND season_type = $2 ORDER BY season DESC',
      [player, SEASON_TYPES.regular],
    );
    return rows.map(({ season }) => season);
  }
}
