import { type Snapshot, snapshotSchema } from '@sunday-live/contract';
import { personalKey, type StorageKey, stored, write } from '../identity/storage.js';
import { applyFrame, type LiveState } from './apply-frame.js';

/** The last state seen on this device, and when. */
export interface SeenTable {
  readonly at: number;
  readonly state: LiveState;
}

/** An older state is of another day, not of an absence. */
const LONGEST_MS = 12 * 3_600_000;

/**
 * Stores what the player sees now, one state for each device, because a phone may close the app or drop the
 * tab without an event. Where storage is blocked or full, nothing is stored.
 */
export function keepTable(player: string, state: LiveState, now: number): void {
  const { league, epoch, seq, slate, games, players, scopes, spread, ties, own, feed } = state;
  const seen: Snapshot = {
    league,
    epoch,
    seq,
    serverTime: new Date(now).toISOString(),
    slate,
    games: [...games.values()],
    players: [...players.values()],
    scopes: {
      day: [...scopes.day.values()],
      week: [...scopes.week.values()],
      season: [...scopes.season.values()],
    },
    announcements: [],
    feed,
    ...(spread === null ? {} : { spread, ties }),
    ...(own === null ? {} : { own }),
  };
  write(keyOf(player), JSON.stringify(seen));
}

/** Returns the player's last seen state of a league, unless it is too old. */
export function recallTable(player: string, league: string, now: number): SeenTable | null {
  try {
    const seen = snapshotSchema.parse(JSON.parse(stored(keyOf(player)) ?? 'null'));
    const at = Date.parse(seen.serverTime);
    const state = applyFrame(null, { type: 'snapshot', ...seen });
    const fits = seen.league === league;
    return fits && state !== null && at <= now && now - at <= LONGEST_MS ? { at, state } : null;
  } catch {
    return null;
  }
}

/** Deletes the stored state, because the player is watching again. */
export function forgetTable(player: string): void {
  write(keyOf(player), null);
}

function keyOf(player: string): StorageKey {
  return personalKey(player, 'seen-table');
}
