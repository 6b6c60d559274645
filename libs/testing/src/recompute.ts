import type { Game, Row, RulesName, Scope } from '@sunday-live/contract';
import {
  currentGameDay,
  DEFAULT_RULES,
  dayStandings,
  type Entrant,
  RULES,
  seasonStandings,
  toRows,
  type WeekCard,
  weekStandings,
  withoutOpenJoker,
} from '@sunday-live/scoring';
import type { OwnDatabase } from './database.js';

interface GameRow {
  id: string;
  week: number;
  kickoff: Date;
  away: string;
  home: string;
  away_score: number;
  home_score: number;
  state: Game['state'];
  locked_at: Date | null;
}

/**
 * Computes standings from scratch: every card and game of the database through the naive functions, without
 * engine and log.
 * @param league null: everybody
 */
export async function recompute(
  database: OwnDatabase,
  league: string | null = null,
  rules: RulesName = DEFAULT_RULES,
): Promise<Record<Scope, Row[]>> {
  const [state] = await database.query<{ season: number; season_type: number; week: number }>(
    'SELECT season, season_type, week FROM season_state',
  );
  if (state === undefined) throw new Error('no season');
  const { season, season_type, week } = state;
  const games = await database.query<GameRow>('SELECT * FROM game WHERE season = $1 AND season_type = $2', [
    season,
    season_type,
  ]);
  const all = games.map((row) => ({
    ...row,
    kickoff: row.kickoff.toISOString(),
    awayScore: row.away_score,
    homeScore: row.home_score,
  }));
  const entrants = withoutOpenJokers(await entrantsOf(database, league, season, season_type), all);
  const ofWeek = all.filter((game) => game.week === week);
  const day = new Set(currentGameDay(ofWeek)?.games ?? []);
  const rulesOf = RULES[rules];
  return {
    day: sorted(toRows(dayStandings(entrants, all, rulesOf, week, day))),
    week: sorted(toRows(weekStandings(entrants, all, rulesOf, week))),
    season: sorted(toRows(seasonStandings(entrants, all, rulesOf))),
  };
}

async function entrantsOf(
  database: OwnDatabase,
  league: string | null,
  season: number,
  seasonType: number,
): Promise<Entrant[]> {
  const players = await database.query<{ n: string; id: string; name: string }>(
    `SELECT n, id, name FROM "user" WHERE $1::text IS NULL
     OR id IN (SELECT player FROM league_member WHERE league = $1)`,
    [league],
  );
  const cards = await database.query<WeekCard & { player: string }>(
    'SELECT player, week, picks, banker, joker FROM card_in_words WHERE season = $1 AND season_type = $2',
    [season, seasonType],
  );
  return players.map(({ n, id, name }) => ({
    n: Number(n),
    name,
    cards: cards.filter((card) => card.player === id),
  }));
}

/** Returns the cards as standings count them: without jokers that can still change. */
function withoutOpenJokers(
  entrants: readonly Entrant[],
  games: readonly Pick<GameRow, 'id' | 'week' | 'state' | 'locked_at'>[],
): Entrant[] {
  const locked = new Set(
    games.filter((game) => game.locked_at || /in|post/.test(game.state)).map(({ id }) => id),
  );
  return entrants.map((entrant) => ({
    ...entrant,
    cards: entrant.cards.map((card) =>
      withoutOpenJoker(card, { games: games.filter(({ week }) => week === card.week), locked }),
    ),
  }));
}

function sorted(rows: readonly (readonly [number, number, number])[]): Row[] {
  return rows.map(([n, rank, points]): Row => [n, rank, points]).sort((a, b) => a[0] - b[0]);
}
