import type { Game } from '@sunday-live/contract';
import type { SlateEvent } from './slate-event.js';
import type { WeekKey } from './week-key.js';

/** A game of a `games` event, where it is after the event, and where it was before: null for a new game. */
export interface GameMove {
  readonly game: Game;
  readonly old: Game | null;
  readonly now: WeekKey;
  readonly before: WeekKey | null;
}

type GamesBody = Extract<SlateEvent['body'], { kind: 'games' }>;

/** What the games of an event are part of, before and after: the only place that knows how a game leaves a week. */
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
      // events from before `moved` was noted say week and season, and no type changed then as far as they tell
      before: moved ?? (old && { season: old.season, seasonType, week: old.week }),
    };
  });
}

/** True when other teams play in a game than before, or on other sides: picks have followed them (rule S26), so cards must be read again. */
export function teamsChanged({ game, old }: Pick<GameMove, 'game' | 'old'>): boolean {
  return old !== null && (old.away !== game.away || old.home !== game.home);
}

/** True when home and away of a game were exchanged. */
export function sidesExchanged({ game, old }: Pick<GameMove, 'game' | 'old'>): boolean {
  return old !== null && old.away === game.home && old.home === game.away;
}
