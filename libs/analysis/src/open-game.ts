import { type CardPicks, type Rules, scorePick } from '@sunday-live/scoring';
import { drawRest, type LiveGame, restOf } from './live-game.js';
import type { Random } from './random.js';
import type { Forecast } from './strengths.js';

/**
 * Points and right picks in one integer (`points * RIGHT + right`), which adds up like its parts and orders
 * by points, then by right picks.
 */
export const RIGHT = 32;

/** Runs in one block; its arrays fit into the CPU's cache. */
export const BLOCK = 500;

/** How often players pick the favourite, 0 to 1. */
const FOLLOWS_ODDS = 0.7;

/**
 * The worth of one kind of pick in a game: a factor for the winner's worth, and whether the pick is right.
 */
interface PickClass {
  readonly home: number;
  readonly away: number;
  readonly homeRight: number;
  readonly awayRight: number;
  /** By run of the block. */
  readonly values: Int32Array;
}

/** Says whose pick of a game has to be guessed, and in which runs of a block it is their banker. */
export interface Guess {
  isGuessed(player: number): boolean;
  hasBanker(player: number, run: number): boolean;
}

/**
 * A game that is not over. Players are grouped by their pick of it, so a block of runs is scored once for
 * each group and then only added up.
 */
export class OpenGame {
  private readonly classes: PickClass[] = [];
  private readonly classOf: readonly (PickClass | null)[];
  private readonly rest: ReturnType<typeof restOf>;
  private readonly homeIsFavourite: boolean;
  private readonly byScore: boolean;
  /** 1: home, −1: away, 0: level; and the worth of the winner. */
  private readonly winners = new Int8Array(BLOCK);
  private readonly worth = new Int32Array(BLOCK);
  private readonly result = new Int32Array(2);

  /** The worth of a guessed banker on this game's road team. */
  private readonly guessedBanker: PickClass;

  /** @param guess generates picks for players whose picks of this game are not known */
  constructor(
    game: LiveGame,
    before: Forecast,
    rules: Rules,
    cards: readonly CardPicks[],
    private readonly guess: Guess,
  ) {
    this.rest = restOf(game, before);
    this.homeIsFavourite = before.margin >= 0;
    this.byScore = rules.pick === 'winner-score';
    this.guessedBanker = pickClass(rules, game, { side: 'away', banker: true, joker: false });
    const known = new Map<string, PickClass>();
    this.classOf = cards.map(({ picks, banker, joker }) => {
      const side = picks[game.id];
      if (side === undefined) return null;
      const pick = { side, banker: banker === game.id, joker };
      const key = `${side} ${pick.banker} ${joker}`;
      const one = known.get(key) ?? pickClass(rules, game, pick);
      if (!known.has(key)) this.classes.push(one);
      known.set(key, one);
      return one;
    });
  }

  /** Simulates a block of runs. */
  draw(random: Random, runs: number): void {
    const { winners, worth, result, byScore } = this;
    for (let run = 0; run < runs; run += 1) {
      drawRest(this.rest, random, result);
      const [away, home] = [result[0] as number, result[1] as number];
      winners[run] = Math.sign(home - away);
      worth[run] = (byScore ? Math.max(away, home) : 1) * RIGHT;
    }
    for (const { home, away, homeRight, awayRight, values } of this.classes) {
      for (let run = 0; run < runs; run += 1) {
        const [winner, points] = [winners[run] as number, worth[run] as number];
        if (winner === 0) values[run] = 0;
        else values[run] = winner > 0 ? home * points + homeRight : away * points + awayRight;
      }
    }
  }

  /** Adds a player's points of this game in each run of the block, from index `at` on. */
  addTo(keys: Int32Array, at: number, player: number, random: Random, runs: number): void {
    const values = this.classOf[player]?.values;
    if (values) {
      // the innermost loop, run millions of times: `| 0` keeps the sums small integers
      for (let run = 0; run < runs; run += 1) {
        keys[at + run] = ((keys[at + run] as number) + (values[run] as number)) | 0;
      }
    } else if (this.guess.isGuessed(player)) this.addGuess(keys, at, player, random, runs);
  }

  private addGuess(keys: Int32Array, at: number, player: number, random: Random, runs: number): void {
    const { home, away, homeRight, awayRight } = this.guessedBanker;
    for (let run = 0; run < runs; run += 1) {
      if (this.guess.hasBanker(player, run)) {
        const [winner, worth] = [this.winners[run] as number, this.worth[run] as number];
        const won = winner > 0 ? home * worth + homeRight : away * worth + awayRight;
        if (winner !== 0) keys[at + run] = ((keys[at + run] as number) + won) | 0;
        continue;
      }
      const side = random.next() < FOLLOWS_ODDS === this.homeIsFavourite ? 1 : -1;
      if (this.winners[run] === side)
        keys[at + run] = (keys[at + run] as number) + (this.worth[run] as number) + 1;
    }
  }
}

function pickClass(rules: Rules, game: LiveGame, pick: Parameters<typeof scorePick>[2]): PickClass {
  // a pick's points are proportional to the winner's worth: scoring with one point gives the factor
  const ended = { ...game, state: 'post' as const, awayScore: 0, homeScore: 0 };
  const home = scorePick(rules, { ...ended, homeScore: 1 }, pick);
  const away = scorePick(rules, { ...ended, awayScore: 1 }, pick);
  return {
    home: home?.points ?? 0,
    away: away?.points ?? 0,
    homeRight: home?.right ? 1 : 0,
    awayRight: away?.right ? 1 : 0,
    values: new Int32Array(BLOCK),
  };
}
