import type { PlayState, Side } from './types.js';

/** Points of each kind of score. A touchdown comes without its try, which is a score of its own. */
export const SCORE_POINTS = {
  touchdown: 6,
  'field-goal': 3,
  'extra-point': 1,
  'two-point': 2,
  safety: 2,
} as const;
export type ScoreKind = keyof typeof SCORE_POINTS;

/** What a scorer enters of a game. `clock` is `M:SS`; period 5 and more is overtime. */
export interface HandScore {
  readonly awayScore: number;
  readonly homeScore: number;
  readonly state: PlayState;
  readonly period: number;
  readonly clock: string;
}

/** One tap of a scorer. `next` ends a quarter or a break, or starts the game. */
export type HandPlay =
  | { readonly kind: ScoreKind; readonly side: Side }
  | {
      readonly kind: 'set';
      readonly awayScore?: number | undefined;
      readonly homeScore?: number | undefined;
      readonly period?: number | undefined;
      readonly clock?: string | undefined;
    }
  | { readonly kind: 'next' }
  | { readonly kind: 'final' };

const QUARTER = '15:00';
const OVERTIME = '10:00';
const OVER = '0:00';

/** Returns the game after a tap. A game that is called off stays as it is. Pure: the phone and the server agree. */
export function afterPlay(now: HandScore, play: HandPlay): HandScore {
  if (now.state === 'off') return now;
  switch (play.kind) {
    case 'next':
      return nextPart(now) ?? now;
    case 'final':
      return now.state === 'post'
        ? now
        : { ...now, state: 'post', period: Math.max(4, now.period), clock: OVER };
    case 'set': {
      const { awayScore, homeScore, period, clock } = play;
      const playing = started(now);
      return {
        ...playing,
        awayScore: awayScore ?? playing.awayScore,
        homeScore: homeScore ?? playing.homeScore,
        period: period ?? playing.period,
        clock: clock ?? playing.clock,
      };
    }
    default: {
      const points = SCORE_POINTS[play.kind];
      const playing = started(now);
      return play.side === 'away'
        ? { ...playing, awayScore: playing.awayScore + points }
        : { ...playing, homeScore: playing.homeScore + points };
    }
  }
}

/** A play that stands, with the game before and after it. */
export interface PlayEffect {
  readonly before: HandScore;
  readonly after: HandScore;
}

/** Returns the game without a play: its points go, and time and state return if the play has changed them. */
export function afterUndo(now: HandScore, { before, after }: PlayEffect): HandScore {
  const turned =
    before.state !== after.state || before.period !== after.period || before.clock !== after.clock;
  const { state, period, clock } = turned ? before : now;
  return {
    awayScore: Math.max(0, now.awayScore - (after.awayScore - before.awayScore)),
    homeScore: Math.max(0, now.homeScore - (after.homeScore - before.homeScore)),
    state,
    period,
    clock,
  };
}

/** Returns the game after `next`; null: nothing follows but the end. */
export function nextPart(now: HandScore): HandScore | null {
  if (now.state === 'pre') return started(now);
  if (now.state !== 'in') return null;
  const { period } = now;
  if (period === 2 && now.clock !== OVER) return { ...now, clock: OVER };
  if (period < 4) return { ...now, period: period + 1, clock: QUARTER };
  return now.awayScore === now.homeScore ? { ...now, period: period + 1, clock: OVERTIME } : null;
}

function started(now: HandScore): HandScore {
  return now.state === 'pre' ? { ...now, state: 'in', period: 1, clock: QUARTER } : now;
}
