import { Injectable } from '@nestjs/common';
import type { SeasonQuery, WeekPicks } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../../platform/errors/app-error.js';
import { lacksPickSql, pickedSql } from '../../slate/missing-picks.js';
import { gameInSlotSql, picksShown, picksShownSql } from '../../slate/shown-picks.js';
import { type SeasonState, SlateReader } from '../../slate/slate-reader.js';
import { ofWeekSql } from '../../slate/week-key.js';

/** Maximum number of names; the exports have all of them. */
const MOST_NAMES = 500;

interface SideRow {
  game: string;
  side: 'away' | 'home';
  names: string[];
  bankers: string[];
}

/** Reads who picked whom in locked games (docs/adr/0007), and whose cards lack picks. */
@Injectable()
export class WeekPicksService {
  constructor(
    private readonly db: DataSource,
    private readonly slate: SlateReader,
  ) {}

  /** @throws AppError `unknown-week` */
  async read(week: number, asked: SeasonQuery): Promise<WeekPicks> {
    // one snapshot: a pick must not be newer than the state of its game
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const state = await this.slate.asked(asked, 'current', tx);
      const games = state === null ? [] : (await this.slate.week(state, week, tx)).games;
      if (state === null || games.length === 0) throw new AppError('unknown-week');
      const sides = await sidesOf(tx, state, week);
      const of = (game: string, side: SideRow['side']): SideRow | undefined =>
        sides.find((row) => row.game === game && row.side === side);
      return {
        week,
        games: games.map((game) => ({
          id: game.id,
          away: game.away,
          home: game.home,
          kickoff: game.kickoff.toISOString(),
          timeValid: game.time_valid,
          locked: picksShown(game),
          // a banker may play at home when the sides were exchanged since (rule S26)
          bankers: (['away', 'home'] as const).flatMap((side) => of(game.id, side)?.bankers ?? []),
          awayPicks: of(game.id, 'away')?.names ?? [],
          homePicks: of(game.id, 'home')?.names ?? [],
        })),
        missing: await missing(tx, state, week),
        wanted: games.filter((game) => game.state !== 'off').length,
        players: await activePlayers(tx),
      };
    });
  }
}

const WEEK = { season: '$1::int', seasonType: '$2::smallint', week: '$3::int' };

async function sidesOf(tx: EntityManager, state: SeasonState, week: number): Promise<SideRow[]> {
  return tx.query<SideRow[]>(
    `SELECT g.id AS game, CASE (c.home >> s.slot) & 1 WHEN 1 THEN 'home' ELSE 'away' END AS side,
       array_agg(u.name ORDER BY lower(u.name), u.n) AS names,
       coalesce(array_agg(u.name ORDER BY lower(u.name), u.n) FILTER (WHERE c.banker = s.slot), '{}') AS bankers
     FROM ${gameInSlotSql('g', 's')}
       JOIN card c ON (c.season, c.season_type, c.week) = (g.season, g.season_type, g.week) AND (c.has >> s.slot) & 1 = 1
       JOIN "user" u ON u.n = c.n
     WHERE ${ofWeekSql('g')} AND ${picksShownSql('g')}
     GROUP BY g.id, side`,
    [state.season, state.seasonType, week],
  );
}

async function missing(tx: EntityManager, state: SeasonState, week: number): Promise<WeekPicks['missing']> {
  return tx.query<WeekPicks['missing']>(
    `SELECT u.id, u.name, ${pickedSql('c.has', WEEK)} AS picked FROM "user" u
       LEFT JOIN card c ON c.n = u.n AND ${ofWeekSql('c')}
     WHERE u.banned_at IS NULL
       AND (c.n IS NULL OR ${lacksPickSql('c.has', WEEK)})
     ORDER BY lower(u.name), u.n LIMIT ${MOST_NAMES}`,
    [state.season, state.seasonType, week],
  );
}

async function activePlayers(tx: EntityManager): Promise<number> {
  const [row] = await tx.query<{ players: number }[]>(
    'SELECT count(*)::int AS players FROM "user" WHERE banned_at IS NULL',
  );
  return row?.players ?? 0;
}
