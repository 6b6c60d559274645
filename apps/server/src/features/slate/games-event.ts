import type { Cause } from '@sunday-live/contract';
import type { SlateEventBody } from './slate-event.js';
import { type StoredGame, toGame } from './stored-game.js';
import { sameWeek, type WeekKey } from './week-key.js';

/** An event about the games of one week. */
export interface GamesEvent {
  readonly season: number;
  readonly week: number;
  readonly body: Extract<SlateEventBody, { kind: 'games' }>;
}

/** A game before and after a change; null: the game is new. */
export interface GameChangeRow {
  readonly row: StoredGame;
  readonly before: StoredGame | null;
}

/** Builds the event for changes of games that are now all in the same week. */
export function gamesEvent(changes: readonly [GameChangeRow, ...GameChangeRow[]], cause?: Cause): GamesEvent {
  const { season, season_type: seasonType, week } = changes[0].row;
  const known = changes.flatMap(({ before }) => (before === null ? [] : [before]));
  const moved = known
    .filter((before) => !sameWeek(weekKey(before), { season, seasonType, week }))
    .map((before) => ({ id: before.id, ...weekKey(before) }));
  return {
    season,
    week,
    body: {
      kind: 'games',
      seasonType,
      games: changes.map(({ row }) => toGame(row)),
      before: known.map(toGame),
      ...(moved.length === 0 ? {} : { moved }),
      ...(cause === undefined ? {} : { cause }),
    },
  };
}

/** Returns the week of a stored game. */
export function weekKey({ season, season_type: seasonType, week }: StoredGame): WeekKey {
  return { season, seasonType, week };
}
