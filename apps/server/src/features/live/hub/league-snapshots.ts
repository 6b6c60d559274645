import type { Feed, RulesName, Snapshot, Spread } from '@sunday-live/contract';
import { byKickoff } from '../../slate/stored-game.js';
import { seasonTypeOf } from '../../slate/week-key.js';
import { deltaFrame, type Frame, type Position, snapshotBody, snapshotFrame } from './frames.js';
import { ownBase } from './large-league-table.js';
import { type ChannelSource, type LeagueTable, livePlayers } from './league-table.js';

/** Maximum age of a shared snapshot's `serverTime`, ms. */
const SHARED_SNAPSHOT_MS = 250;

/** The state of a league's standings that a frame shows, and the viewer that it is for. */
export interface Look {
  readonly table: LeagueTable;
  readonly position: Position;
  readonly viewer: number;
  readonly now: Date;
}

/** Builds a league's whole state as one frame. Where every viewer sees the same, one frame serves all. */
export class LeagueSnapshots {
  private snapshot: { key: string; body: string; feed: Feed['state']; at: number; frame: Frame } | null =
    null;
  private shared: { key: string; spread: Spread | undefined; json: string } | null = null;
  private coalesced: { key: string; frame: Frame } | null = null;

  constructor(
    private readonly league: string,
    private readonly rules: RulesName,
    private readonly source: ChannelSource,
  ) {}

  forget(): void {
    this.snapshot = null;
    this.shared = null;
    this.coalesced = null;
  }

  /**
   * Returns a snapshot. In a small league the body is built once per state, and all clients that arrive within a
   * moment get the same frame, compressed once.
   */
  take({ table, position, viewer, now }: Look, feed: Feed): Frame {
    const { epoch, seq } = position;
    const head = { league: this.league, epoch, seq, serverTime: now.toISOString(), feed };
    const key = `${epoch}/${seq}/${this.announcementKey()}`;
    if (!table.sameForAll) return snapshotFrame(head, this.largeBody(table, viewer, key));
    const known = this.snapshot?.key === key ? this.snapshot : null;
    const at = this.source.ticks();
    if (known?.feed === feed.state && at - known.at < SHARED_SNAPSHOT_MS) return known.frame;
    const body = known?.body ?? this.body(table, viewer);
    const frame = snapshotFrame(head, body);
    this.snapshot = { key, body, feed: feed.state, at, frame };
    return frame;
  }

  /**
   * Returns everything of a small league as a delta from a position. It is correct for a client at any position
   * between, because it holds every row that may differ.
   */
  since(seq: number, { table, position, viewer, now }: Look): Frame {
    const key = `${position.epoch}/${seq}/${position.seq}`;
    if (this.coalesced?.key === key) return this.coalesced.frame;
    const state = this.source.state();
    const view = table.view(this.source.engine(this.rules), viewer);
    const frame = deltaFrame({
      league: this.league,
      epoch: position.epoch,
      from: seq + 1,
      seq: position.seq,
      at: now.toISOString(),
      games: [...state.games.values()].sort(byKickoff),
      scopes: view.scopes,
      players: livePlayers(state, view.players),
      cards: true,
    });
    this.coalesced = { key, frame };
    return frame;
  }

  private announcementKey(): string {
    return this.source
      .announcements(this.league)
      .map(({ id, updatedAt }) => `${id}@${updatedAt}`)
      .join();
  }

  private body(table: LeagueTable, viewer: number): string {
    const state = this.source.state();
    const view = table.view(this.source.engine(this.rules), viewer);
    this.source.snapshotBuilt();
    return snapshotBody({
      ...this.common(),
      players: livePlayers(state, view.players),
      scopes: view.scopes,
    });
  }

  /**
   * Encodes what all viewers of a large league get once per state: nearly all of a snapshot is the spread, and thousands
   * of viewers may arrive at once.
   * @param key identifies the state
   */
  private largeBody(table: LeagueTable, viewer: number, key: string): string {
    const state = this.source.state();
    const { players, scopes, spread, ties } = table.view(this.source.engine(this.rules), viewer);
    this.source.snapshotBuilt();
    const known = this.shared?.key === key && this.shared.spread === spread ? this.shared : null;
    const common = known?.json ?? snapshotBody({ ...this.common(), spread, ties });
    this.shared = { key, spread, json: common };
    const own = { players: livePlayers(state, players), scopes, own: ownBase(state, this.rules, viewer) };
    return `${JSON.stringify(own).slice(1, -1)},${common}`;
  }

  /** What every viewer gets. */
  private common(): Pick<Snapshot, 'slate' | 'games' | 'announcements'> {
    const state = this.source.state();
    const { season } = state;
    return {
      slate: {
        season: season?.season ?? 0,
        type: season === null ? 'regular' : seasonTypeOf(season.seasonType),
        week: season?.week ?? 0,
        day: state.day?.id ?? null,
      },
      games: [...state.games.values()].sort(byKickoff),
      announcements: this.source.announcements(this.league),
    };
  }
}
