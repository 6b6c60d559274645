import { countedJokers } from './jokers.js';
import { compareNameKeys, competitionRanks, nameKey } from './order.js';
import type { Rules } from './rules.js';
import { scoreCard } from './score-card.js';
import { type GameState, gamesByWeek, type Row, type SeasonGames, type WeekCard } from './types.js';

/** A player with all cards of the season, in any order, one for each week. */
export interface Entrant {
  readonly n: number;
  readonly name: string;
  readonly cards: readonly WeekCard[];
}

/**
 * One row of standings with its statistics; totals are of the scope (the day's, the week's, the season's
 * games).
 */
export interface StandingsRow {
  readonly n: number;
  readonly name: string;
  readonly rank: number;
  readonly points: number;
  readonly right: number;
  /** Picks in games that have started and were not called off. */
  readonly counted: number;
  /** Sum of the bankers that count, jokers included. */
  readonly bankerPoints: number;
  /** Bankers that count. */
  readonly bankers: number;
  /** `bankerPoints / bankers`; null while no banker counts. */
  readonly bankerAverage: number | null;
  /** Jokers on the cards of the scope that count by the rules. */
  readonly jokers: number;
  /** Cards of the scope. */
  readonly cards: number;
  /**
   * Points of the latest week of the scope in which a game has started; null before, or without a card for
   * it.
   */
  readonly lastWeek: number | null;
}

/**
 * Computes the standings of some games of a week, as of a game day: all players with a card for the week, by
 * points, then right picks.
 */
export function dayStandings(
  entrants: readonly Entrant[],
  games: Iterable<GameState>,
  rules: Rules,
  week: number,
  day: ReadonlySet<string>,
): StandingsRow[] {
  const ofDay = [...games].filter((game) => game.week === week && day.has(game.id));
  return weekStandings(entrants, ofDay, rules, week);
}

/** Computes the standings of one week: all players with a card for it, by points, then right picks. */
export function weekStandings(
  entrants: readonly Entrant[],
  games: Iterable<GameState>,
  rules: Rules,
  week: number,
): StandingsRow[] {
  const ofWeek = gamesByWeek([...games].filter((game) => game.week === week));
  const rows = entrants
    .filter((entrant) => entrant.cards.some((card) => card.week === week))
    .map((entrant) => total(entrant, ofWeek, rules, (card) => card.week === week));
  return inOrder(rows, byPointsAndRight);
}

/**
 * Computes the standings of the season: all players with any card, by points, right picks, average banker
 * points (0 without a banker).
 */
export function seasonStandings(
  entrants: readonly Entrant[],
  games: Iterable<GameState>,
  rules: Rules,
): StandingsRow[] {
  const ofSeason = gamesByWeek(games);
  const rows = entrants
    .filter((entrant) => entrant.cards.length > 0)
    .map((entrant) => total(entrant, ofSeason, rules, () => true));
  return inOrder(rows, (a, b) => byPointsAndRight(a, b) || (b.bankerAverage ?? 0) - (a.bankerAverage ?? 0));
}

/** Converts standings to the rows of the wire format. */
export function toRows(standings: readonly StandingsRow[]): Row[] {
  return standings.map(({ n, rank, points }) => [n, rank, points]);
}

type Total = Omit<StandingsRow, 'rank'>;

function total(
  { n, name, cards }: Entrant,
  games: SeasonGames,
  rules: Rules,
  inScope: (card: WeekCard) => boolean,
): Total {
  const jokerWeeks = countedJokers(cards, rules);
  const latest = latestStartedWeek(games);
  let lastWeek: number | null = null;
  const sum = { points: 0, right: 0, counted: 0, bankerPoints: 0, bankers: 0, jokers: 0, cards: 0 };
  for (const card of cards.filter(inScope)) {
    const joker = jokerWeeks.has(card.week);
    const score = scoreCard(card, games.get(card.week) ?? new Map(), rules, joker);
    sum.points += score.points;
    sum.right += score.right;
    sum.counted += score.counted;
    sum.bankerPoints += score.bankerPoints ?? 0;
    sum.bankers += score.bankerPoints === null ? 0 : 1;
    sum.jokers += joker ? 1 : 0;
    sum.cards += 1;
    if (card.week === latest) lastWeek = score.points;
  }
  const bankerAverage = sum.bankers === 0 ? null : sum.bankerPoints / sum.bankers;
  return { n, name, ...sum, bankerAverage, lastWeek };
}

function latestStartedWeek(games: SeasonGames): number | null {
  let latest: number | null = null;
  for (const [week, ofWeek] of games) {
    if (latest !== null && week < latest) continue;
    for (const game of ofWeek.values()) if (game.state === 'in' || game.state === 'post') latest = week;
  }
  return latest;
}

function byPointsAndRight(a: Total, b: Total): number {
  return b.points - a.points || b.right - a.right;
}

function inOrder(totals: readonly Total[], compare: (a: Total, b: Total) => number): StandingsRow[] {
  const ordered = totals
    .map((row) => ({ row, key: nameKey(row.name) }))
    .sort((a, b) => compare(a.row, b.row) || compareNameKeys(a.key, a.row.n, b.key, b.row.n))
    .map(({ row }) => row);
  const ranks = competitionRanks(ordered, (a, b) => compare(a, b) === 0);
  return ordered.map((row, i) => ({ ...row, rank: ranks[i] as number }));
}
