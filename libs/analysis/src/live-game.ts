import type { GameState, Side } from '@sunday-live/scoring';
import type { Lots } from './random.js';
import { type Outlook, TOTAL_SPREAD } from './strengths.js';

/** A game as it is being played. */
export interface LiveGame extends GameState {
  /** 5 and more: overtime. */
  readonly period: number;
  /** `M:SS` left in the period. */
  readonly clock: string;
  readonly possession?: Side | undefined;
  readonly redZone?: boolean | undefined;
}

const PERIOD_S = 900;
const GAME_S = 4 * PERIOD_S;

/** Points that the ball is worth on average, anywhere and near the goal. */
const BALL = { anywhere: 1.5, redZone: 4 };
/** Share of a game in which a drive comes to its end; with less time left the ball is worth less. */
const A_DRIVE = 0.05;
/** One level game in so many stays level after overtime. */
const LEVEL_STAYS = 0.1;
const FIELD_GOAL = 3;

/** Share of its regular time that a game has left; overtime as what is left of it. */
export function timeLeft({ state, period, clock }: LiveGame): number {
  if (state === 'pre') return 1;
  if (state !== 'in') return 0;
  const [minutes = 0, seconds = 0] = clock.split(':').map(Number);
  const inPeriod = Math.min(PERIOD_S, minutes * 60 + seconds);
  const left = inPeriod + Math.max(0, 4 - Math.max(1, period)) * PERIOD_S;
  return Number.isFinite(left) ? left / GAME_S : 0.5;
}

/** What is to be expected of the rest of a game: two normal values, independent of each other. */
export interface Rest {
  readonly away: number;
  readonly home: number;
  /** By how much the home team outscores the road team from here on. */
  readonly margin: number;
  readonly marginSpread: number;
  /** What both score together from here on. */
  readonly total: number;
  readonly totalSpread: number;
}

/**
 * The rest of a game from its score, its time and the ball: strengths count by the time left, chance by its root.
 * @param before what was to be expected of the game before it began
 */
export function restOf(game: LiveGame, before: Outlook): Rest {
  const left = timeLeft(game);
  const ball = game.state !== 'in' || game.possession === undefined ? 0 : ballWorth(game, left);
  return {
    away: game.awayScore,
    home: game.homeScore,
    margin: before.margin * left + ball,
    marginSpread: before.spread * Math.sqrt(left),
    total: before.total * left,
    totalSpread: TOTAL_SPREAD * Math.sqrt(left),
  };
}

/** How a game may end: `[away, home]`, written into `out`. A level one goes to overtime, where a field goal decides. */
export function drawRest(rest: Rest, lots: Lots, out: Int32Array): void {
  const margin = rest.margin + rest.marginSpread * lots.normal();
  const total = Math.max(Math.abs(margin), rest.total + rest.totalSpread * lots.normal());
  let away = rest.away + Math.round((total - margin) / 2);
  let home = rest.home + Math.round((total + margin) / 2);
  if (away === home && lots.next() >= LEVEL_STAYS) {
    if (lots.next() < 0.5) away += FIELD_GOAL;
    else home += FIELD_GOAL;
  }
  out[0] = away;
  out[1] = home;
}

function ballWorth({ possession, redZone }: LiveGame, left: number): number {
  const worth = (redZone ? BALL.redZone : BALL.anywhere) * Math.min(1, left / A_DRIVE);
  return possession === 'home' ? worth : -worth;
}
