import type { SimPlayer } from './crowd.js';
import { type NaiveRow, naiveSeason, naiveWeek } from './naive.js';
import type { World } from './world.js';

/** A canonical form: equal values give equal text. */
function text(rows: readonly NaiveRow[]): string[] {
  return rows
    .map(({ id, rank, points, right }) => `${id} rank ${rank}, ${points} points, ${right} right`)
    .sort();
}

/**
 * Compares what the server says after a week with an independent count of cards and results: the standings over HTTP and the stored scores.
 * @returns the differences in words, none when all is well
 */
export async function differences(
  world: World,
  players: readonly SimPlayer[],
  season: number,
  weeks: readonly number[],
): Promise<string[]> {
  const games = world.feed.games(season);
  const week = weeks.at(-1) ?? 0;
  const ofSeason = text(naiveSeason(players, games, season, weeks));
  const ofWeek = text(naiveWeek(players, games, season, week));
  const kept = async (query: string): Promise<string[]> => {
    const { rows } = await world.database.pool.query<NaiveRow>(query, [season, week]);
    return text(rows);
  };
  const where = `season = $1 AND season_type = 2 AND week = $2 AND rules = (SELECT rules FROM league WHERE id = 'everyone')`;
  return [
    ...unlike('season standings', ofSeason, await table(players, `scope=season&week=${week}`)),
    ...unlike('week standings', ofWeek, await table(players, `scope=week&week=${week}`)),
    ...unlike(
      'stored week',
      ofWeek,
      await kept(
        `SELECT player AS id, rank, points, right_picks AS right FROM result_in_words WHERE ${where} AND played IS NOT NULL`,
      ),
    ),
    ...unlike(
      'stored season',
      ofSeason,
      await kept(
        `SELECT player AS id, season_rank AS rank, season_points AS points, season_right_picks AS right FROM result_in_words WHERE ${where}`,
      ),
    ),
  ];
}

async function table([player]: readonly SimPlayer[], query: string): Promise<string[]> {
  const rows: NaiveRow[] = [];
  let after = '';
  for (;;) {
    const page = (await player?.get(`/api/leagues/everyone/standings?${query}&limit=500${after}`)) as {
      unofficial: boolean;
      rows: NaiveRow[];
      next: string | null;
    };
    rows.push(...page.rows);
    if (page.next === null)
      return [...text(rows), ...(page.unofficial ? ['unofficial, though the results are confirmed'] : [])];
    after = `&after=${page.next}`;
  }
}

function unlike(what: string, expected: readonly string[], found: readonly string[]): string[] {
  const [wanted, got] = [new Set(expected), new Set(found)];
  return [
    ...expected.filter((line) => !got.has(line)).map((line) => `${what}: missing: ${line}`),
    ...found.filter((line) => !wanted.has(line)).map((line) => `${what}: not expected: ${line}`),
  ];
}
