import { type Snapshot, snapshotSchema } from '@sunday-live/contract';
import { personalKey, type StorageKey, stored, write } from '../identity/storage.js';
import { applyFrame, type LiveState } from './apply-frame.js';

/** A table as it was last seen on this device, and when that was. */
export interface SeenTable {
  readonly at: number;
  readonly state: LiveState;
}

/** What happened longer ago is no absence but another day. */
const LONGEST_MS = 12 * 3_600_000;

/**
 * Keeps what the player sees now: one table a device, since a phone closes the app, or throws the tab away, without a
 * word. Where storage is blocked or full, nothing is kept.
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

/** The player's table of a league as it was last seen here, when that is not too long ago. */
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

/** The player looks at a table again. */
export function forgetTable(player: string): void {
  write(keyOf(player), null);
}

function keyOf(player: string): StorageKey {
  return personalKey(player, 'seen-table');
}
