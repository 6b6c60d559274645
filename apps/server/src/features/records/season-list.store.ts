import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SEASON_TYPES } from '../slate/week-key.js';

/** Reads which seasons were played. */
@Injectable()
export class SeasonListStore {
  constructor(private readonly db: DataSource) {}

  /** Years of the regular seasons with cards, earliest first. */
  async years(): Promise<number[]> {
    // one step through the index a season, however many cards there are
    const rows = await this.db.query<{ season: number }[]>(
      `WITH RECURSIVE years AS (
         (SELECT min(season) AS season FROM card)
         UNION ALL
         SELECT (SELECT min(season) FROM card WHERE season > years.season) FROM years WHERE years.season IS NOT NULL
       )
       SELECT season FROM years
       WHERE EXISTS (SELECT 1 FROM card c WHERE c.season = years.season AND c.season_type = $1) ORDER BY season`,
      [SEASON_TYPES.regular],
    );
    return rows.map(({ season }) => season);
  }
}
