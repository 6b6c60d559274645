import { type CardPicks, RULES, type RulesName, scoreCard } from '@sunday-live/scoring';
import type { LiveGame } from './live-game.js';
import { BLOCK, OpenGame, RIGHT } from './open-game.js';
import { Random } from './random.js';
import { forecast, type Strengths } from './strengths.js';

export interface WeekChancesInput {
  readonly rules: RulesName;
  /** All games of the week as they stand. */
  readonly games: readonly LiveGame[];
  /** Ids of the games of the current day. */
  readonly day: readonly string[];
  readonly strengths: Strengths;
  /** One for each player; jokers that do not count are left out. */
  readonly cards: readonly CardPicks[];
  /**
   * Games with hidden picks, except on the cards in `known`. Their picks are guessed, the favourite more
   * often. A card without a known banker has it on the road team of one of these games, each equally often.
   */
  readonly hidden: readonly string[];
  readonly known: readonly number[];
}

/** Chances to be first, one for each player; a shared first place is divided, so each scope adds up to 1. */
export interface Chances {
  readonly day: Float64Array;
  readonly week: Float64Array;
}

export const CHANCE_RUNS = 10_000;
/**
 * For courses of many points, where fewer runs suffice: the standard error of a chance is at most 1.6
 * percentage points.
 */
export const COURSE_RUNS = 1_000;

/** Below any sum of points. */
const LEAST = -0x80000000;

/** Simulates the rest of a week many times. The same seed gives the same result. */
export function weekChances(given: WeekChancesInput, seed: string, runs = CHANCE_RUNS): Chances {
  const random = new Random(seed);
  const size = given.cards.length;
  const day = partOf(given, true);
  const rest = partOf(given, false);
  const chances = { day: new Float64Array(size), week: new Float64Array(size) };
  /** A row of a block's runs for each player. */
  const keys = new Int32Array(size * BLOCK);
  for (let done = 0; done < runs; done += BLOCK) {
    const block = Math.min(BLOCK, runs - done);
    keys.fill(0);
    for (const [part, of] of [
      [day, chances.day],
      [rest, chances.week],
    ] as const) {
      for (const game of part.open) game.draw(random, block);
      for (let player = 0; player < size; player += 1) addPart(part, keys, player, random, block);
      shareFirst(keys, size, block, of, runs);
    }
  }
  return chances;
}

/** Some games of a week: each player's points from those that are over, and the open ones. */
interface Part {
  readonly base: Int32Array;
  readonly open: readonly OpenGame[];
}

function partOf(
  { rules: id, games, day, strengths, cards, hidden, known }: WeekChancesInput,
  ofDay: boolean,
): Part {
  const rules = RULES[id];
  const bankerGames = games
    .filter(({ id: game, state }) => state === 'pre' && hidden.includes(game))
    .map(({ id: game }) => game);
  const isKnown = cards.map((_, player) => known.includes(player));
  const part = games.filter((game) => day.includes(game.id) === ofDay);
  const isOpen = ({ state }: LiveGame) => state === 'pre' || state === 'in';
  const over = new Map(part.filter((game) => !isOpen(game)).map((game) => [game.id, game]));
  return {
    base: Int32Array.from(cards, (card) => {
      const { points, right } = scoreCard(card, over, rules);
      return points * RIGHT + right;
    }),
    open: part.filter(isOpen).map((game) => {
      const isHidden = hidden.includes(game.id);
      const place = bankerGames.indexOf(game.id);
      return new OpenGame(game, forecast(strengths, game), rules, cards, {
        isGuessed: (player) => isHidden && !isKnown[player],
        // rotates over the games, so that every run has exactly one banker
        hasBanker: (player, run) =>
          place >= 0 && cards[player]?.banker === null && (run + player) % bankerGames.length === place,
      });
    }),
  };
}

/** Adds a player's points of a part of the week in each run of a block. */
function addPart(
  { base, open }: Part,
  keys: Int32Array,
  player: number,
  random: Random,
  block: number,
): void {
  const at = player * BLOCK;
  const points = base[player] as number;
  for (let run = at; run < at + block; run += 1) keys[run] = ((keys[run] as number) + points) | 0;
  for (const game of open) game.addTo(keys, at, player, random, block);
}

/** Divides the first place of each run of a block among the players who have it. */
function shareFirst(
  keys: Int32Array,
  size: number,
  block: number,
  chances: Float64Array,
  runs: number,
): void {
  const best = new Int32Array(block).fill(LEAST);
  const level = new Int32Array(block);
  for (let player = 0; player < size; player += 1) {
    for (let run = 0; run < block; run += 1) {
      const key = keys[player * BLOCK + run] as number;
      if (key > (best[run] as number)) {
        best[run] = key;
        level[run] = 1;
      } else if (key === best[run]) level[run] = (level[run] as number) + 1;
    }
  }
  for (let player = 0; player < size; player += 1) {
    let won = 0;
    for (let run = 0; run < block; run += 1) {
      if (keys[player * BLOCK + run] === best[run]) won += 1 / (level[run] as number);
    }
    chances[player] = (chances[player] as number) + won / runs;
  }
}
