import { Injectable } from '@nestjs/common';
import { DEFAULT_RULES } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { lockSql, openLocks } from '../../mails/open-locks.js';
import { lacksPickSql } from '../../slate/missing-picks.js';
import { type SeasonState, SlateReader } from '../../slate/slate-reader.js';
import { REACHABLE } from '../devices/devices.sql.js';
import { PushKeys } from '../sending/push-keys.js';

/** Players whose card lacks a game so long before it locks are told, and not any more when it would be too late. */
const WEEK = { season: '$2::int', seasonType: '$3::int', week: '$4::int' };
const DEADLINE_FROM = '2 hours';
const DEADLINE_UNTIL = '10 minutes';
/** As long a week's result is news; one confirmed earlier was read in later. */
const RESULT_VALID = '1 day';

/** News that come once a week: the deadline is near, the results are there (rules N4 and N5). */
@Injectable()
export class WeekNews {
  constructor(
    private readonly db: DataSource,
    private readonly reader: SlateReader,
    private readonly keys: PushKeys,
  ) {}

  /** Stores what is due by the database's clock, each once, whoever asks and however often. @returns how many are new */
  async addDue(): Promise<number> {
    const state = await this.reader.season();
    if (state === null) return 0;
    const { publicKey } = await this.keys.current();
    let added = await this.addResults(publicKey, state.season);
    const playing = await this.reader.playing();
    for (const week of playing === null ? [] : await this.reader.weeks(playing)) {
      for (const at of openLocks(week, state))
        added += await this.addDeadline(publicKey, { ...state, week: week.week }, at);
    }
    return added;
  }

  private async addDeadline(
    serverKey: string,
    { season, seasonType, week, lock }: SeasonState,
    at: Date,
  ): Promise<number> {
    const locks = lockSql(lock, '$5::timestamptz');
    const rows = await this.db.query<unknown[]>(
      `INSERT INTO push_news (key, player, data, valid_until)
       SELECT concat_ws(':', 'deadline', $2::int, $3::int, $4::int, 'v' || k.version, c.player), c.player,
         jsonb_build_object('kind', 'deadline', 'season', $2::int, 'seasonType', $3::int, 'week', $4::int, 'at', $6::text, 'card', k.player IS NOT NULL),
         $5::timestamptz - interval '${DEADLINE_UNTIL}'
       FROM push_choice c JOIN "user" u ON u.id = c.player
         LEFT JOIN card k ON (k.player, k.season, k.season_type, k.week) = (c.player, $2, $3::int, $4)
       WHERE c.deadline AND EXISTS (SELECT 1 FROM push_subscription d WHERE d.player = c.player AND ${REACHABLE})
         AND now() BETWEEN $5::timestamptz - interval '${DEADLINE_FROM}' AND $5::timestamptz - interval '${DEADLINE_UNTIL}'
         AND ${lacksPickSql('c.player', WEEK, locks.at)} AND NOT ${lacksPickSql('c.player', WEEK, locks.before)}
       ON CONFLICT (key) DO NOTHING RETURNING 1`,
      [serverKey, season, seasonType, week, at, at.toISOString()],
    );
    return rows.length;
  }

  /** The results of every week that was confirmed of late, among everybody by the default rules, as the email has them. */
  private async addResults(serverKey: string, season: number): Promise<number> {
    const rows = await this.db.query<unknown[]>(
      `WITH late AS (
         SELECT season_type, week, confirmed_at FROM week_result
         WHERE (season, state) = ($2, 'confirmed') AND confirmed_at > now() - interval '${RESULT_VALID}'
       ), scores AS (
         SELECT s.player, s.points, s.rank, l.season_type, l.week, l.confirmed_at,
           count(*) OVER (PARTITION BY l.season_type, l.week) AS players,
           count(*) OVER (PARTITION BY l.season_type, l.week, s.rank) > 1 AS shared
         FROM week_score s JOIN late l USING (season_type, week)
         WHERE (s.season, s.rules) = ($2, $3)
       )
       INSERT INTO push_news (key, player, data, valid_until)
       SELECT concat_ws(':', 'result', $2::int, s.season_type, s.week, c.player), c.player,
         jsonb_build_object('kind', 'result', 'season', $2::int, 'seasonType', s.season_type, 'week', s.week, 'points', s.points, 'rank', s.rank, 'shared', s.shared,
           'players', s.players),
         s.confirmed_at + interval '${RESULT_VALID}'
       FROM scores s JOIN push_choice c ON c.player = s.player JOIN "user" u ON u.id = c.player
       WHERE c.result AND EXISTS (SELECT 1 FROM push_subscription d WHERE d.player = c.player AND ${REACHABLE})
       ON CONFLICT (key) DO NOTHING RETURNING 1`,
      [serverKey, season, DEFAULT_RULES],
    );
    return rows.length;
  }
}
