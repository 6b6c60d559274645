import { isDeepStrictEqual } from 'node:util';
import {
  type Oracle,
  type OwnDatabase,
  type Player,
  PollClient,
  RawClient,
  recompute,
} from '@sunday-live/testing';

/** One in so many clients polls, up to `MOST_POLLS`; one in so many sockets offers compression. */
const POLLS = 20;
const MOST_POLLS = 50;
const COMPRESSES = 4;
const CONNECT_AT_ONCE = 50;

export interface League {
  readonly id: string;
  /** As `recompute` wants it: null for everybody. */
  readonly of: string | null;
  readonly members: readonly Player[];
}

interface Watcher {
  readonly by: 'socket' | 'long-poll';
  readonly league: League;
  readonly oracle: Oracle;
  close(): Promise<void>;
}

/** All clients: sockets and held polls, over all leagues and nodes. */
export class Crowd {
  private readonly sockets: RawClient[] = [];
  private readonly polls: PollClient[] = [];
  private readonly watchers: Watcher[] = [];
  /** Ages of deltas at the clients since last asked, milliseconds. */
  private ages: number[] = [];

  constructor(
    private readonly leagues: readonly League[],
    private readonly ports: () => readonly number[],
  ) {}

  get size(): number {
    return this.watchers.length;
  }

  /** Connects more clients. */
  async join(count: number): Promise<void> {
    const sockets: RawClient[] = [];
    for (let i = 0; i < count; i += 1) {
      const league = this.leagues[i % this.leagues.length];
      const player = league?.members[i % league.members.length];
      if (league === undefined || player === undefined) throw new Error('a league without members');
      if (i % POLLS === POLLS - 1 && this.polls.length < MOST_POLLS) {
        const poll = new PollClient(player, league.id, () => this.urls(), { bears503: true }).start();
        this.polls.push(poll);
        this.watchers.push({ by: 'long-poll', league, oracle: poll.oracle, close: () => poll.close() });
      } else {
        const socket = new RawClient({
          cookie: player.cookie,
          origin: player.origin,
          league: league.id,
          compression: i % COMPRESSES === 0,
          ports: this.ports,
          first: i,
          onDelta: (ageMs) => this.ages.push(ageMs),
        });
        sockets.push(socket);
        this.watchers.push({ by: 'socket', league, oracle: socket.oracle, close: () => socket.close() });
      }
    }
    this.sockets.push(...sockets);
    for (let i = 0; i < sockets.length; i += CONNECT_AT_ONCE) {
      await Promise.all(sockets.slice(i, i + CONNECT_AT_ONCE).map((socket) => socket.connect()));
    }
  }

  /** Cuts some of the clients' connections. */
  async cut(share: number, random: () => number): Promise<void> {
    await Promise.all(this.sockets.filter(() => random() < share).map((socket) => socket.cut()));
  }

  /** Disconnects all clients. */
  async leave(): Promise<void> {
    await Promise.all(this.watchers.map((watcher) => watcher.close()));
  }

  /** Gaps, repeats and frames out of order of all clients since the start. */
  get faults(): string[] {
    return this.watchers.flatMap(({ by, league, oracle }) =>
      oracle.faults.map((fault) => `${fault}, by ${by} in ${league.id}`),
    );
  }

  get totals(): Record<'frames' | 'snapshots' | 'connections' | 'refused', number> {
    const sum = <T>(list: readonly T[], value: (item: T) => number) =>
      list.reduce((total, item) => total + value(item), 0);
    const oracles = this.watchers.map(({ oracle }) => oracle);
    return {
      frames: sum(oracles, ({ deltas }) => deltas),
      snapshots: sum(oracles, ({ snapshots }) => snapshots),
      connections: sum(this.sockets, ({ connects }) => connects),
      refused:
        sum(this.sockets, ({ failures }) => sum([...failures.values()], (count) => count)) +
        sum(this.polls, ({ refused }) => refused),
    };
  }

  /** Reasons of failed socket connections, with their number. */
  get failures(): Map<string, number> {
    const all = new Map<string, number>();
    for (const { failures } of this.sockets) {
      for (const [said, count] of failures) all.set(said, (all.get(said) ?? 0) + count);
    }
    return all;
  }

  /** Ages of deltas since the last call. */
  takeAges(): number[] {
    const ages = this.ages;
    this.ages = [];
    return ages;
  }

  /** Why the clients are not at the head of the log or differ from the database; null when they agree. */
  async disagreement(database: OwnDatabase): Promise<string | null> {
    const [stream] = await database.query<{ head: string; epoch: string }>(
      'SELECT head, epoch FROM slate_stream',
    );
    const head = Number(stream?.head);
    const behind = this.watchers.filter(
      ({ oracle }) => oracle.seq !== head || oracle.epoch !== stream?.epoch,
    );
    if (behind.length > 0) {
      return `${behind.length} of ${this.size} are not at ${head}, the first at ${behind[0]?.oracle.seq}`;
    }
    for (const league of this.leagues) {
      const [first, ...others] = this.watchers.filter((watcher) => watcher.league === league);
      if (first === undefined) continue;
      const { view } = first.oracle;
      const unlike = others.filter(({ oracle }) => !isDeepStrictEqual(oracle.view, view)).length;
      if (unlike > 0) return `${unlike} of ${league.id} show something else than the first`;
      if (!isDeepStrictEqual(view.scopes, await recompute(database, league.of)))
        return `the table of ${league.id} is not what a recompute says`;
    }
    return null;
  }

  private urls(): string[] {
    return this.ports().map((port) => `http://127.0.0.1:${port}`);
  }
}
