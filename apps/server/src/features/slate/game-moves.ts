import type { Game } from '@sunday-live/contract';
import type { SlateEvent } from './slate-event.js';
import type { WeekKey } from './week-key.js';

/** A game of a `games` event: its week after the event and before it; null for a new game. */
export interface GameMove {
  readonly game: Game;
  readonly old: Game | null;
  readonly now: WeekKey;
  readonly before: WeekKey | null;
}

type GamesBody = Extract<SlateEvent['body'], { kind: 'games' }>;

/** Returns the weeks of an event's games before and after it. No other code decides how a game leaves a week. */
export function gameMoves(
  { season, week }: Pick<SlateEvent, 'season' | 'week'>,
  body: GamesBody,
): GameMove[] {
  const { seasonType } = body;
  return body.games.map((game) => {
    const old = body.before.find(({ id }) => id === game.id) ?? null;
    const moved = body.moved?.find(({ id }) => id === game.id);
    return {
      game,
      old,
      now: { season: season ?? game.season, seasonType, week: week ?? game.week },
      // older events without `moved` contain week and season; the type could not change then
      before: moved ?? (old && { season: old.season, seasonType, week: old.week }),
    };
  });
}

/**
 * Returns true when other teams play in a game, or on other sides. Picks have followed them (rule S26), so cards must
 * be read again.
 */
export function teamsChanged({ game, old }: Pick<GameMove, 'game' | 'old'>): boolean {
  return old !== null && (old.away !== game.away || old.home !== game.home);
}

/** Returns true when home and away of a game were exchanged. */
export function sidesExchanged({ game, old }: Pick<GameMove, 'game' | 'old'>): boolean {
  return old !== null && old.away === game.home && old.home === game.away;
}
