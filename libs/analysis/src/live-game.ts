import type { GameState, Side } from '@sunday-live/scoring';
import type { Random } from './random.js';
import { type Forecast, TOTAL_SPREAD } from './strengths.js';

/** A game with its clock. */
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

/** Average points that possession is worth, anywhere on the field and in the red zone. */
const BALL = { anywhere: 1.5, redZone: 4 };
/** Share of a game that a drive takes; possession is worth less when less time is left. */
const A_DRIVE = 0.05;
/** Share of the games level after regular time that stay level after overtime. */
const LEVEL_STAYS = 0.1;
const FIELD_GOAL = 3;

/** Returns the share of regular time that is left, 0 to 1; overtime counts as its own remaining time. */
export function timeLeft({ state, period, clock }: LiveGame): number {
  if (state === 'pre') return 1;
  if (state !== 'in') return 0;
  const [minutes = 0, seconds = 0] = clock.split(':').map(Number);
  const inPeriod = Math.min(PERIOD_S, minutes * 60 + seconds);
  const left = inPeriod + Math.max(0, 4 - Math.max(1, period)) * PERIOD_S;
  return Number.isFinite(left) ? left / GAME_S : 0.5;
}

/** The expected rest of a game: margin and total are independent normal values. */
export interface Rest {
  readonly away: number;
  readonly home: number;
  /** Expected margin of the home team from now on. */
  readonly margin: number;
  readonly marginSpread: number;
  /** Expected points of both teams together from now on. */
  readonly total: number;
  readonly totalSpread: number;
}

/**
 * Forecasts the rest of a game from its score, time and possession: the expected margin shrinks with the time
 * left, the spread with its square root.
 * @param before the forecast before kickoff
 */
export function restOf(game: LiveGame, before: Forecast): Rest {
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

/**
 * Draws a final score `[away, home]` into `out`. A level game goes to overtime, which a field goal decides.
 */
export function drawRest(rest: Rest, random: Random, out: Int32Array): void {
  const margin = rest.margin + rest.marginSpread * random.normal();
  const total = Math.max(Math.abs(margin), rest.total + rest.totalSpread * random.normal());
  let away = rest.away + Math.round((total - margin) / 2);
  let home = rest.home + Math.round((total + margin) / 2);
  if (away === home && random.next() >= LEVEL_STAYS) {
    if (random.next() < 0.5) away += FIELD_GOAL;
    else home += FIELD_GOAL;
  }
  out[0] = away;
  out[1] = home;
}

function ballWorth({ possession, redZone }: LiveGame, left: number): number {
  const worth = (redZone ? BALL.redZone : BALL.anywhere) * Math.min(1, left / A_DRIVE);
  return possession === 'home' ? worth : -worth;
}
