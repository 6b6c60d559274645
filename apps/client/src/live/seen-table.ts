import type { Snapshot } from '@sunday-live/contract';
import { checked, object, text } from '../http/shape.js';
import { applyFrame, type LiveState } from './apply-frame.js';
import { SEEN_TABLE } from './forget-table.js';
import { snapshot } from './frames.js';

/** A table as it was last seen on this device, and when that was. */
export interface SeenTable {
  readonly at: number;
  readonly state: LiveState;
}

/** What happened longer ago is no absence but another day. */
const LONGEST_MS = 12 * 3_600_000;

interface Stored {
  readonly player: string;
  readonly snapshot: Snapshot;
}
const stored = object<Stored>({ player: text, snapshot });

/**
 * Keeps what the player sees now: one table a device, since a phone closes the app, or throws the tab away, without a
 * word. Where storage is blocked or full, nothing is kept.
 */
export function keepTable(player: string, state: LiveState, now: number): void {
  const { league, epoch, seq, slate, games, players, scopes, spread, feed } = state;
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
    ...(spread === null ? {} : { spread }),
  };
  try {
    localStorage.setItem(SEEN_TABLE, JSON.stringify({ player, snapshot: seen } satisfies Stored));
  } catch {
    // as if nothing had been seen
  }
}

/** The player's table of a league as it was last seen here, when that is not too long ago. */
export function recallTable(player: string, league: string, now: number): SeenTable | null {
  try {
    const seen = checked(stored, JSON.parse(localStorage.getItem(SEEN_TABLE) ?? 'null'));
    const at = Date.parse(seen.snapshot.serverTime);
    const state = applyFrame(null, { type: 'snapshot', ...seen.snapshot });
    const fits = seen.player === player && seen.snapshot.league === league;
    return fits && state !== null && at <= now && now - at <= LONGEST_MS ? { at, state } : null;
  } catch {
    return null;
  }
}
