import type { RulesName } from '@sunday-live/contract';
import {
  type Entrant,
  type GameState,
  RULES,
  RULES_NAMES,
  type StandingsRow,
  seasonStandings,
  type WeekCard,
  weekStandings,
} from '@sunday-live/scoring';
import type { DataSource } from 'typeorm';
import { lockedJokerSql } from '../../slate/shown-picks.js';

export interface ScoreRow {
  readonly n: number;
  readonly rules: RulesName;
  readonly points: number;
  readonly right: number;
  readonly played: number;
  readonly rank: number;
}

export interface Tables {
  readonly weeks: (ScoreRow & { week: number; bankerPoints: number | null; joker: boolean })[];
  readonly positions: (Omit<ScoreRow, 'played'> & { week: number; bankerAverage: number | null })[];
}

/**
 * Returns the expected content of the tables: the plain standings of the scoring library over all cards and final
 * games of 2024.
 */
export async function fromScratch(db: DataSource): Promise<Tables> {
  const games = (
    await db.query<GameState[]>(
      `SELECT id, week, away, home, away_score AS "awayScore", home_score AS "homeScore", state FROM game
       WHERE season = 2024 AND season_type = 2`,
    )
  ).map((game): GameState => (game.state === 'in' ? { ...game, state: 'pre' } : game));
  const weeks = [...new Set(games.filter(({ state }) => state === 'post').map(({ week }) => week))].sort(
    (a, b) => a - b,
  );
  const entrants = await db.query<Entrant[]>(
    `SELECT n, name, json_agg(json_build_object('week', w.week, 'picks', w.picks, 'banker', w.banker,
       'joker', ${lockedJokerSql('c')})) AS cards
     FROM card_in_words w JOIN card c USING (season, season_type, week, n) JOIN "user" u USING (n)
     WHERE season = 2024 AND season_type = 2 GROUP BY n, name`,
  );
  const upTo = (last: number): Entrant[] =>
    entrants.map((entrant) => ({
      ...entrant,
      cards: entrant.cards.filter(({ week }: WeekCard) => week <= last && weeks.includes(week)),
    }));
  const tables: Tables = { weeks: [], positions: [] };
  for (const name of RULES_NAMES) {
    const rules = RULES[name];
    for (const week of weeks) {
      for (const row of weekStandings(entrants, games, rules, week)) {
        const bankerPoints = row.bankers === 0 ? null : row.bankerPoints;
        tables.weeks.push({ ...scoreRow(row, name), week, bankerPoints, joker: row.jokers === 1 });
      }
      for (const row of seasonStandings(upTo(week), games, rules)) {
        const { played: _, ...position } = scoreRow(row, name);
        tables.positions.push({ ...position, week, bankerAverage: row.bankerAverage });
      }
    }
  }
  return sorted(tables);
}

/** Returns the content of the tables. */
export async function stored(db: DataSource): Promise<Tables> {
  const rows = 'FROM result_in_words WHERE season = 2024 AND season_type = 2';
  return sorted({
    weeks: await db.query(
      `SELECT n, rules, points, right_picks AS right, played, rank, week, banker_points AS "bankerPoints", joker ${rows} AND played IS NOT NULL`,
    ),
    positions: await db.query(
      `SELECT n, rules, season_points AS points, season_right_picks AS right, season_rank AS rank, week,
         season_banker_average AS "bankerAverage" ${rows}`,
    ),
  });
}

function scoreRow({ n, points, right, counted, rank }: StandingsRow, rules: RulesName): ScoreRow {
  return { n, rules, points, right, played: counted, rank };
}

function sorted(tables: Tables): Tables {
  const order = (row: { n: number; rules: string; week?: number }): string =>
    `${row.rules}/${row.week ?? 0}/${row.n}`;
  const sort = <T extends { n: number; rules: string; week?: number }>(rows: T[]): T[] =>
    rows.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return { weeks: sort(tables.weeks), positions: sort(tables.positions) };
}
