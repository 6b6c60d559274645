import type { Game, Scope, StandingsRow } from '@sunday-live/contract';
import {
  countedJokers,
  currentGameDay,
  dayStandings,
  gamesByWeek,
  RULES,
  type Rules,
  type StandingsRow as ScoredRow,
  scoreCard,
  seasonStandings,
  type WeekCard,
  type WeekGames,
  weekStandings,
} from '@sunday-live/scoring';
import type { LeagueEntrant } from '../entrant.sql.js';
import type { TableQuestion } from '../season-book.js';
import { weekProgress } from '../season-columns.js';

/** Standings with all their rows. */
export interface Table {
  readonly rows: StandingsRow[];
  /** True until every game that counts is over. */
  readonly unofficial: boolean;
  readonly begun: boolean;
  readonly average: number | null;
}

/** Computes what a book's table must equal, row by row, without columns. `games` are all games of the season. */
export function plainTable(
  { scope, week, rules }: Pick<TableQuestion, 'scope' | 'week' | 'rules'>,
  entrants: readonly LeagueEntrant[],
  games: readonly Game[],
): Table {
  const byNumber = new Map(entrants.map((entrant) => [entrant.n, entrant]));
  const counting = countingGames(scope, week, games);
  const all = scored(scope, week, RULES[rules], entrants, games, counting);
  const rows = all.map((row): StandingsRow => {
    const { id = '', team = null, cards = [] } = byNumber.get(row.n) ?? {};
    const { n, name, rank, points, right, bankerAverage } = row;
    const jokers = shownJokers(cards, games, RULES[rules], scope === 'season' ? null : week);
    const shared = all.filter((other) => other.rank === rank).length > 1;
    return { n, id, name, team, rank, shared, points, right, played: row.counted, bankerAverage, jokers };
  });
  return {
    rows,
    unofficial: counting.some((game) => game.state !== 'post' && game.state !== 'off'),
    begun: rows.some(({ played }) => played > 0),
    average: rows.length === 0 ? null : rows.reduce((sum, { points }) => sum + points, 0) / rows.length,
  };
}

/** Counts the visible jokers that count: their bankers count already, or their weeks are over. Null: of all weeks. */
function shownJokers(
  cards: readonly WeekCard[],
  games: readonly Game[],
  rules: Rules,
  only: number | null,
): number {
  const counted = countedJokers(cards, rules);
  const ofWeeks = gamesByWeek(games);
  return cards.filter((card) => {
    if (!counted.has(card.week) || (only !== null && card.week !== only)) return false;
    const ofWeek: WeekGames = ofWeeks.get(card.week) ?? new Map();
    const ended = weekProgress([...ofWeek.values()]).over;
    return ended || scoreCard(card, ofWeek, rules).bankerPoints !== null;
  }).length;
}

function scored(
  scope: Scope,
  week: number,
  rules: Rules,
  entrants: readonly LeagueEntrant[],
  games: readonly Game[],
  counting: readonly Game[],
): ScoredRow[] {
  if (scope === 'season') return seasonStandings(entrants, games, rules);
  if (scope === 'week') return weekStandings(entrants, games, rules, week);
  return dayStandings(entrants, games, rules, week, new Set(counting.map((game) => game.id)));
}

/** Returns the games that count: of the day, of the week, or of every week of the season that has begun. */
function countingGames(scope: Scope, week: number, games: readonly Game[]): Game[] {
  if (scope === 'season') {
    const begun = new Set(
      games.filter((game) => game.state === 'in' || game.state === 'post').map((game) => game.week),
    );
    return games.filter((game) => begun.has(game.week));
  }
  const ofWeek = games.filter((game) => game.week === week);
  if (scope === 'week') return ofWeek;
  const day = new Set(currentGameDay(ofWeek)?.games);
  return ofWeek.filter((game) => day.has(game.id));
}
