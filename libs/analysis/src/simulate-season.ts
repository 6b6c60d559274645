import { RULES, type Rules, type Side } from '@sunday-live/scoring';
import { drawGame } from './draw-game.js';
import type { AnalysedGame, LeagueSeason } from './league-season.js';
import { type OpenCard, openWeeks, type Standing, standings } from './open-season.js';
import { Random } from './random.js';
import { NO_REST, type Rest } from './rest.js';
import { type Band, Tally } from './season-tally.js';
import { type Forecast, fitStrengths, forecast } from './strengths.js';

export interface Prospect {
  readonly player: string;
  /** Share of the runs that end in first place, shared ones too; and among the first three. */
  readonly wins: number;
  readonly topThree: number;
  readonly expected: number;
  readonly band: Band;
  /** Points after each week to come. */
  readonly weeks: readonly (Band & { readonly week: number })[];
}

export interface SeasonSimulation {
  readonly runs: number;
  readonly games: number;
  readonly prospects: readonly Prospect[];
}

export const RUNS = 2_000;

const [AWAY, HOME, TIE, NO_PICK, UNKNOWN] = [0, 1, 2, 3, -1];

/** A week to come: the forecasts of its games, and their results in the current run. */
interface PlannedWeek {
  readonly week: number;
  readonly forecasts: readonly Forecast[];
  readonly homeWins: Float64Array;
  readonly favourites: Int8Array;
  /** Number of each game's road team. */
  readonly roads: Int32Array;
  /** By game: 1: locked, so a card without a pick stays without one. */
  readonly locked: Uint8Array;
  readonly winners: Int8Array;
  readonly scores: Float64Array;
  /** The known part of each member's card; null: nothing is known. */
  readonly cards: readonly (KnownCard | null)[];
}

interface KnownCard {
  readonly sides: Int8Array;
  readonly banker: OpenCard['banker'];
  readonly joker: boolean;
}

/**
 * Simulates the rest of the season many times: results from the strengths of the teams, picks from the known
 * cards, otherwise from each player's habits. The same seed gives the same result.
 */
export function simulateSeason(
  input: LeagueSeason,
  seed: string,
  runs = RUNS,
  rest: Rest = NO_REST,
): SeasonSimulation {
  const simulator = new Simulator(input, new Random(seed));
  const { weeks, start } = simulator;
  const tally = new Tally(start.length, weeks.length, runs);
  for (let run = 0; run < runs; run += 1) {
    simulator.begin();
    for (const [at, week] of weeks.entries()) {
      rest();
      simulator.play(week, weeks.length - at);
      tally.week(at, run, simulator.points);
    }
    tally.end(simulator.points);
  }
  return {
    runs,
    games: weeks.reduce((sum, { forecasts }) => sum + forecasts.length, 0),
    prospects: start.map(({ member, points }, i) => {
      const bands = weeks.map(({ week }, at) => ({ week, ...tally.band(at, i) }));
      const { low, middle, high } = bands.at(-1) ?? { low: points, middle: points, high: points };
      return { player: member.id, ...tally.of(i), band: { low, middle, high }, weeks: bands };
    }),
  };
}

/** Every member's season in one run, in columns: two thousand runs of two hundred players take seconds. */
class Simulator {
  readonly start: readonly Standing[];
  readonly weeks: readonly PlannedWeek[];
  readonly points: Float64Array;
  private readonly rules: Rules;
  private readonly teams: number;
  /** By member and team: 1: was a banker. At the start, and in the current run. */
  private readonly usedBefore: Uint8Array;
  private readonly used: Uint8Array;
  private readonly jokers: Int32Array;

  constructor(
    input: LeagueSeason,
    private readonly random: Random,
  ) {
    const strengths = fitStrengths(input.games);
    const expected = (game: { home: string; away: string }): Side =>
      forecast(strengths, game).homeWins >= 0.5 ? 'home' : 'away';
    const open = openWeeks(input);
    this.rules = RULES[input.rules];
    this.start = standings(input, open, expected);
    const numbers = new Map([...new Set(input.games.map(({ away }) => away))].map((team, i) => [team, i]));
    this.teams = numbers.size;
    this.weeks = open.map(({ week, games }) => {
      const forecasts = games.map((game) => forecast(strengths, game));
      return {
        week,
        forecasts,
        homeWins: Float64Array.from(forecasts, ({ homeWins }) => homeWins),
        favourites: Int8Array.from(games, (game) => (expected(game) === 'home' ? HOME : AWAY)),
        roads: Int32Array.from(games, ({ away }) => numbers.get(away) ?? 0),
        locked: Uint8Array.from(games, ({ locked }) => (locked ? 1 : 0)),
        winners: new Int8Array(games.length),
        scores: new Float64Array(games.length),
        cards: this.start.map(({ cards }) => known(cards.get(week), games)),
      };
    });
    this.points = new Float64Array(this.start.length);
    this.jokers = new Int32Array(this.start.length);
    this.usedBefore = new Uint8Array(this.start.length * this.teams);
    this.used = new Uint8Array(this.usedBefore.length);
    for (const [i, { usedTeams }] of this.start.entries()) {
      for (const team of usedTeams) this.usedBefore[i * this.teams + (numbers.get(team) ?? 0)] = 1;
    }
  }

  begin(): void {
    this.used.set(this.usedBefore);
    for (const [i, { points, jokersLeft }] of this.start.entries()) {
      this.points[i] = points;
      this.jokers[i] = jokersLeft;
    }
  }

  play(week: PlannedWeek, weeksLeft: number): void {
    for (const [i, expected] of week.forecasts.entries()) {
      const { winner, score } = drawGame(expected, this.random);
      week.winners[i] = winner === 'tie' ? TIE : winner === 'home' ? HOME : AWAY;
      week.scores[i] = this.rules.pick === 'one' ? 1 : score;
    }
    for (let i = 0; i < this.start.length; i += 1) this.playCard(week, i, weeksLeft);
  }

  private playCard(week: PlannedWeek, i: number, weeksLeft: number): void {
    const { followsOdds, plays } = this.start[i] as Standing;
    const card = week.cards[i] ?? null;
    const { random } = this;
    if (card === null && random.next() >= plays) return;
    const { favourites, winners, scores, homeWins, roads, locked } = week;
    const bankers = this.rules.banker !== null;
    const guessed = bankers && (card === null || card.banker === null);
    let [plain, best, right] = [0, bankers ? (card?.banker ?? -1) : -1, false];
    for (let at = 0; at < winners.length; at += 1) {
      const open = locked[at] === 0;
      const known = card !== null ? (card.sides[at] as number) : open ? UNKNOWN : NO_PICK;
      if (known === NO_PICK) continue;
      const favourite = favourites[at] as number;
      const side = known !== UNKNOWN ? known : random.next() < followsOdds ? favourite : HOME - favourite;
      const wins = winners[at] === side;
      if (wins) plain += scores[at] as number;
      // the road team most likely to win, of those not used
      const better = best < 0 || (homeWins[at] as number) < (homeWins[best] as number);
      const free =
        guessed && open && side === AWAY && this.used[i * this.teams + (roads[at] as number)] === 0;
      if (free && better) best = at;
      if (best === at) right = wins;
    }
    if (guessed && best >= 0) this.used[i * this.teams + (roads[best] as number)] = 1;
    const joker = guessed ? this.playJoker(i, best, weeksLeft) : (card?.joker ?? false);
    const factor = joker && this.rules.joker !== null ? this.rules.joker.factor : 1;
    const onWeek = this.rules.joker?.on === 'week' ? factor : 1;
    const tied = best < 0 || winners[best] === TIE;
    const banker = tied ? 0 : (scores[best] as number) * (this.rules.banker ?? 1) * factor;
    const gain = right ? banker - (tied ? 0 : (scores[best] as number) * onWeek) : -banker;
    this.points[i] = (this.points[i] as number) + plain * onWeek + gain;
  }

  /** Plays a joker with the same chance in each of the weeks left. */
  private playJoker(i: number, banker: number, weeksLeft: number): boolean {
    const left = this.jokers[i] as number;
    if (left === 0 || banker < 0 || this.random.next() >= left / weeksLeft) return false;
    this.jokers[i] = left - 1;
    return true;
  }
}

function known(card: OpenCard | undefined, games: readonly AnalysedGame[]): KnownCard | null {
  if (card === undefined) return null;
  const sides = card.sides.map((side, at) => {
    if (side === null) return games[at]?.locked ? NO_PICK : UNKNOWN;
    return side === 'home' ? HOME : AWAY;
  });
  return { sides: Int8Array.from(sides), banker: card.banker, joker: card.joker };
}
