import type { Feed } from '@sunday-live/contract';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Membership } from '../../leagues/league-directory.js';
import { type Frame, frameFor, type Position } from '../hub/frames.js';
import { type CatchUp, LiveHub, type LiveListener } from '../live-hub.js';

interface League {
  readonly members: Set<string>;
  watchers: number;
}

/**
 * A hub without standings, for tests of the transports: one log in memory, a frame per event, snapshots that hold
 * only the head.
 */
export class SmallHub extends LiveHub {
  readonly epoch = 'e1';
  readonly leagues = new Map<string, League>();
  /** Positions up to this one are no longer in the log. */
  trimmedTo = 0;
  snapshots = 0;
  membershipQuestions = 0;
  /** Events that other nodes have committed and this one does not know yet. */
  unheard = 0;
  feed: Feed = { state: 'ok', asOf: '2026-11-08T18:00:00.000Z' };
  onExpelled: (league: string, playerId: string) => void = () => undefined;
  private readonly listeners = new Set<LiveListener>();
  private readonly log: { league: string; frame: Frame }[] = [];
  private snapshot: Frame | null = null;
  private head = 0;

  league(id: string, ...members: string[]): this {
    this.leagues.set(id, { members: new Set(members), watchers: 0 });
    return this;
  }

  /** Adds one event in every league. */
  publish(extra: object = {}): void {
    this.head += 1;
    for (const [id, league] of this.leagues) {
      const frame = this.delta(id, this.head, extra);
      this.log.push({ league: id, frame });
      if (league.watchers > 0) for (const listener of this.listeners) listener.frame(id, frame);
    }
  }

  /** Adds an announcement to another league, to which some viewers also belong. */
  announce(league: string, ...players: number[]): void {
    this.head += 1;
    const seq = this.head;
    const { epoch } = this;
    for (const [id, { watchers }] of this.leagues) {
      const others = this.delta(id, seq, {});
      const json = JSON.stringify({ league: id, epoch, seq, announcement: { league } });
      const all: Frame = { kind: 'announcement', epoch, from: seq, seq, json, others };
      const frame = id === league ? all : { ...all, only: { league, players: new Set(players) } };
      this.log.push({ league: id, frame });
      if (watchers > 0) for (const listener of this.listeners) listener.frame(id, frame);
    }
  }

  /** Removes a member. Without `notice` only the database knows. */
  expel(league: string, playerId: string, notice = true): void {
    this.leagues.get(league)?.members.delete(playerId);
    if (notice) this.onExpelled(league, playerId);
  }

  /** Changes something that no frame reports. */
  restart(league: string): void {
    this.head += 1;
    this.trimmedTo = this.head;
    this.resync(league, 'table-changed');
  }

  resync(league: string, reason: string): void {
    const { position } = this.status();
    for (const listener of this.listeners) listener.resync(league, reason, position);
  }

  setFeed(feed: Feed): void {
    this.feed = feed;
    for (const listener of this.listeners) listener.feed(feed);
  }

  async watch(id: string): Promise<() => void> {
    const league = this.leagues.get(id);
    if (league === undefined) throw new AppError('not-found');
    league.watchers += 1;
    let released = false;
    return () => {
      if (released) throw new Error(`${id} released twice`);
      released = true;
      league.watchers -= 1;
    };
  }

  catchUp(
    id: string,
    since: Position | null,
    viewer: number,
    watches?: (league: string) => boolean,
  ): CatchUp {
    if ((this.leagues.get(id)?.watchers ?? 0) === 0) throw new Error(`${id} is not watched`);
    const position = { epoch: this.epoch, seq: this.head };
    const known =
      since !== null && since.epoch === this.epoch && since.seq <= this.head && since.seq >= this.trimmedTo;
    if (!known) return { reset: true, frames: [this.snapshotOf(id)], position };
    const frames = this.log.filter(({ league, frame }) => league === id && frame.seq > since.seq);
    return { reset: false, frames: frames.map(({ frame }) => frameFor(frame, viewer, watches)), position };
  }

  /** As the league directory answers. */
  async strangers(memberships: readonly Membership[]): Promise<number[]> {
    this.membershipQuestions += 1;
    return memberships.flatMap(({ league, player }, i) =>
      this.leagues.get(league)?.members.has(player) ? [] : [i],
    );
  }

  status(): { position: Position; feed: Feed } {
    return { position: { epoch: this.epoch, seq: this.head }, feed: this.feed };
  }

  /** As the slate log answers: what all nodes together have committed. */
  async stream(): Promise<{ epoch: string; head: number }> {
    return { epoch: this.epoch, head: this.head + this.unheard };
  }

  listen(listener: LiveListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private delta(league: string, seq: number, extra: object): Frame {
    const json = JSON.stringify({
      league,
      epoch: this.epoch,
      from: seq,
      seq,
      at: new Date().toISOString(),
      games: [],
      scopes: {},
      ...extra,
    });
    return { kind: 'delta', epoch: this.epoch, from: seq, seq, json };
  }

  private snapshotOf(league: string): Frame {
    const seq = this.head;
    if (this.snapshot?.seq === seq && this.snapshot.json.includes(`"${league}"`)) return this.snapshot;
    this.snapshots += 1;
    const json = JSON.stringify({ league, epoch: this.epoch, seq, serverTime: new Date().toISOString() });
    this.snapshot = { kind: 'snapshot', epoch: this.epoch, from: 0, seq, json };
    return this.snapshot;
  }
}
