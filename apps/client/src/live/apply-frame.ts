import {
  type Announcement,
  type Delta,
  type Feed,
  type Game,
  type Heartbeat,
  type LivePlayer,
  type LongPollEvent,
  type OwnBase,
  type Position,
  type Row,
  type Scope,
  type Slate,
  type Snapshot,
  type Spread,
  type Ties,
  TOP_ROWS,
} from '@sunday-live/contract';
import { orderRows } from '@sunday-live/scoring';

/**
 * A frame of the stream, by socket or long-poll. `reset`: the snapshot was requested, or the server reports
 * that the position is no longer in its log; it is applied even when it is older.
 */
export type Frame = LongPollEvent & { readonly reset?: boolean | undefined };

/** More than a page ever has to process at once. */
const ANNOUNCED_KEPT = 50;

/**
 * The page's data of a league's slate; every value is absolute. Maps are replaced, never changed in place.
 */
export interface LiveState extends Readonly<Position> {
  readonly league: string;
  readonly slate: Slate;
  readonly games: ReadonlyMap<string, Game>;
  readonly players: ReadonlyMap<number, LivePlayer>;
  readonly scopes: Readonly<Record<Scope, ReadonlyMap<number, Row>>>;
  /** Only in leagues that are too large to send whole, like the next three. */
  readonly spread: Spread | null;
  readonly ties: Ties;
  /** The base of the player's own rows, beside the own card. */
  readonly own: OwnBase | null;
  /**
   * Data that only a snapshot carries and that is out of date: `neighbours` of the own rows, the own totals
   * of other weeks (`base`).
   */
  readonly outdated: { readonly neighbours: boolean; readonly base: boolean };
  /** Answers about the league's cards from an earlier position are out of date (P71). */
  readonly cardsFrom: number;
  readonly announcements: readonly Announcement[];
  /**
   * Announcements since the snapshot (posted, changed or withdrawn) of any league of the player; newest
   * first.
   */
  readonly announced: readonly Announcement[];
  readonly feed: Feed;
}

/**
 * What to do with a frame at a position: `apply` it; `drop` it, because it is known; it leaves a `gap`, so
 * resume from the position; or it belongs to an `other-epoch`, so request a snapshot.
 */
export type Verdict = 'apply' | 'drop' | 'gap' | 'other-epoch';

export function judge(position: Position | null, frame: Frame): Verdict {
  if (frame.type === 'snapshot') {
    // An older snapshot of the same epoch is late, unless it was requested: then the log has lost its end.
    const older = position !== null && frame.epoch === position.epoch && frame.seq < position.seq;
    return older && !frame.reset ? 'drop' : 'apply';
  }
  if (position === null) return 'gap';
  if (frame.epoch !== position.epoch) return 'other-epoch';
  if (frame.seq <= position.seq) return 'drop';
  const from = frame.type === 'delta' ? frame.from : frame.seq;
  return from <= position.seq + 1 ? 'apply' : 'gap';
}

/**
 * Returns the state after a frame, for socket and long-poll alike. A frame that must not be applied changes
 * nothing.
 */
export function applyFrame(state: LiveState | null, frame: Frame): LiveState | null {
  if (judge(state, frame) !== 'apply') return state;
  if (frame.type === 'snapshot') return fromSnapshot(frame);
  if (state === null) return null;
  if (frame.type === 'announcement')
    return {
      ...state,
      seq: frame.seq,
      announced: [frame.announcement, ...state.announced].slice(0, ANNOUNCED_KEPT),
      announcements: withAnnouncement(state.announcements, frame.announcement),
    };
  const players = upsert(state.players, frame.players, (player) => player.n);
  const scopes = {
    day: upsert(state.scopes.day, frame.scopes.day, byPlayer),
    week: upsert(state.scopes.week, frame.scopes.week, byPlayer),
    season: upsert(state.scopes.season, frame.scopes.season, byPlayer),
  };
  return {
    ...state,
    seq: frame.seq,
    games: upsert(state.games, frame.games, (game) => game.id),
    players,
    ...(frame.cards ? { cardsFrom: frame.seq } : {}),
    ...(state.spread === null ? { scopes } : largeTable(state, frame, scopes, players)),
  };
}

/**
 * Returns the rows of a large league after a delta. A delta has only the first rows. When any row may have
 * changed, the other rows are removed, because they belong to an earlier position.
 */
function largeTable(
  state: LiveState,
  frame: Delta,
  scopes: LiveState['scopes'],
  players: LiveState['players'],
): Partial<LiveState> {
  const { own } = state;
  const named = frame.players?.some(({ n }) => n === own?.n) === true;
  const base = state.outdated.base || named || frame.bases === true;
  if (!frame.spread) return { scopes, outdated: { ...state.outdated, base } };
  const nameOf = (n: number) => players.get(n)?.name ?? '';
  const first = (scope: Scope) => firstRows(state.scopes[scope], frame.scopes[scope], nameOf);
  return {
    scopes: { day: first('day'), week: first('week'), season: first('season') },
    spread: { ...state.spread, ...frame.spread },
    ties: { ...state.ties, ...frame.ties },
    outdated: { neighbours: true, base },
  };
}

/**
 * Returns the state with the feed of a heartbeat or a poll's answer. Nothing else of them changes the state.
 */
export function applyFeed(state: LiveState | null, feed: Heartbeat['feed']): LiveState | null {
  if (state === null || (state.feed.state === feed.state && state.feed.asOf === feed.asOf)) return state;
  return { ...state, feed };
}

function fromSnapshot(frame: Snapshot): LiveState {
  return {
    league: frame.league,
    epoch: frame.epoch,
    seq: frame.seq,
    slate: frame.slate,
    games: new Map(frame.games.map((game) => [game.id, game])),
    players: new Map(frame.players.map((player) => [player.n, player])),
    scopes: {
      day: new Map(frame.scopes.day.map((row) => [row[0], row])),
      week: new Map(frame.scopes.week.map((row) => [row[0], row])),
      season: new Map(frame.scopes.season.map((row) => [row[0], row])),
    },
    spread: frame.spread ?? null,
    ties: frame.ties ?? {},
    own: frame.own ?? null,
    outdated: { neighbours: false, base: false },
    cardsFrom: frame.seq,
    announcements: frame.announcements,
    announced: [],
    feed: frame.feed,
  };
}

function byPlayer(row: Row): number {
  return row[0];
}

function upsert<K, V>(
  map: ReadonlyMap<K, V>,
  items: readonly V[] | undefined,
  key: (item: V) => K,
): ReadonlyMap<K, V> {
  if (!items || items.length === 0) return map;
  const next = new Map(map);
  for (const item of items) next.set(key(item), item);
  return next;
}

/** Returns a list after an announcement was posted, changed or withdrawn. */
export function withAnnouncement(
  known: readonly Announcement[],
  news: Announcement,
): readonly Announcement[] {
  const others = known.filter((item) => item.id !== news.id);
  return news.withdrawnAt === null ? [news, ...others] : others;
}

/**
 * Returns the first rows of a large league after a delta.
 * @param before rows of one position, the first ones included
 * @param changed rows that are new among the first, have changed there or have just left
 */
function firstRows(
  before: ReadonlyMap<number, Row>,
  changed: readonly Row[] | undefined,
  nameOf: (n: number) => string,
): ReadonlyMap<number, Row> {
  // only the first rows are up to date; changed names may change which rows are among them
  const known = new Map(entriesOf(orderRows(before.values(), nameOf).slice(0, TOP_ROWS)));
  for (const row of changed ?? []) known.set(row[0], row);
  return new Map(entriesOf(orderRows(known.values(), nameOf).slice(0, TOP_ROWS)));
}

function entriesOf(rows: readonly Row[]): (readonly [number, Row])[] {
  return rows.map((row) => [row[0], row]);
}

/** The standings to show, in the order of the switch. */
export const SCOPES: readonly Scope[] = ['day', 'week', 'season'];
