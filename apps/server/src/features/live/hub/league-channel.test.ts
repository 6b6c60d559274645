import {
  type Announcement,
  type Delta,
  deltaSchema,
  type Game,
  type Row,
  SCOPES,
  type Snapshot,
  type Spread,
  snapshotSchema,
} from '@sunday-live/contract';
import { type CardPicks, leader, RULES, StandingsEngine } from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvent } from '../../projection/fold-event.js';
import { cardOf, emptyState, enterPlayer, followDay, type NodeState } from '../../projection/node-state.js';
import type { EventPlayer, SlateEvent, SlateEventBody } from '../../slate/slate-event.js';
import { type Frame, frameFor } from './frames.js';
import { LeagueChannel } from './league-channel.js';

const EPOCH = 'life';
const NOW = new Date('2024-10-27T18:00:00Z');
const FEED = { state: 'ok', asOf: null } as const;

function game(id: number, change: Partial<Game> = {}): Game {
  const base = {
    id: `g${id}`,
    season: 2024,
    week: 8,
    kickoff: `2024-10-27T1${7 + (id % 2)}:00:00Z`,
    away: `A${id}`,
    home: `H${id}`,
    awayScore: 0,
    homeScore: 0,
    state: 'pre' as const,
    detail: '',
    period: 0,
    clock: '0:00',
    rev: 1,
    ...change,
  };
  return { ...base, leader: leader(base) };
}

function newState(players: number): NodeState {
  const season = { season: 2024, seasonType: 2, week: 8, lock: 'week' as const };
  const state = emptyState({ epoch: EPOCH, seq: 0, season, barrier: 0 }, ['classic']);
  for (const id of [0, 1, 2]) state.games.set(`g${id}`, game(id));
  followDay(state);
  for (let n = 1; n <= players; n += 1) {
    enterPlayer(state, { n, id: `p${n}`, name: `Player ${n}`, team: null });
  }
  return state;
}

/** Adds a player with this card for the current week. */
function withCard(state: NodeState, player: EventPlayer, card: CardPicks | null): void {
  state.cards.setCard(player.n, state.cards.current, card, card?.joker === true);
  enterPlayer(state, player);
}

/** Snapshots that were built. */
let built = 0;
let ticks = 0;
/** Numbers of players who watch. */
const watchers = new Set<number>();

function channelOf(state: NodeState, members: Set<number> | 'all' = 'all'): LeagueChannel {
  return channelOver(() => state, members);
}

/** @param state can be replaced, like that of a node that reads its state again */
function channelOver(state: () => NodeState, members: Set<number> | 'all' = 'all'): LeagueChannel {
  return new LeagueChannel('everyone', 'classic', members, {
    state,
    engine: (rules) => state().engines.get(rules) ?? new StandingsEngine(RULES[rules]),
    announcements: () => [],
    watching: (_league, players) => [...players].filter((n) => watchers.has(n)),
    snapshotBuilt: () => {
      built += 1;
    },
    ticks: () => ticks,
  });
}

/** What a client knows, by the rules of the contract. */
class Client {
  seq = -1;
  spread: Spread = {};
  readonly games = new Map<string, Game>();
  readonly players = new Map<number, unknown>();
  readonly rows = {
    day: new Map<number, Row>(),
    week: new Map<number, Row>(),
    season: new Map<number, Row>(),
  };

  take(frames: readonly Frame[]): this {
    for (const frame of frames) {
      if (frame.kind === 'snapshot') this.fold(snapshotSchema.parse(JSON.parse(frame.json)));
      else this.apply(deltaSchema.parse(JSON.parse(frame.json)));
    }
    return this;
  }

  private apply(delta: Delta): void {
    if (delta.seq <= this.seq) return;
    expect(delta.from).toBeLessThanOrEqual(this.seq + 1);
    this.fold(delta);
  }

  private fold(frame: Delta | Snapshot): void {
    this.seq = frame.seq;
    this.spread = { ...this.spread, ...frame.spread };
    for (const each of frame.games) this.games.set(each.id, each);
    for (const player of frame.players ?? []) this.players.set(player.n, player);
    for (const scope of SCOPES)
      for (const row of frame.scopes[scope] ?? []) this.rows[scope].set(row[0], row);
  }

  get known(): unknown {
    const sorted = <T>(map: Map<unknown, T>) => [...map].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    return {
      seq: this.seq,
      games: sorted(this.games),
      players: sorted(this.players),
      rows: SCOPES.map((scope) => sorted(this.rows[scope])),
    };
  }
}

const scores = fc.record({
  id: fc.nat(2),
  awayScore: fc.nat(30),
  homeScore: fc.nat(30),
  state: fc.constantFrom('pre', 'in', 'post', 'off' as const),
});
const gamesBody = scores.map(
  ({ id, ...change }): SlateEventBody => ({
    kind: 'games',
    seasonType: 2,
    games: [game(id, change)],
    before: [],
    ...(change.state === 'in' ? { cause: { game: `g${id}`, kind: 'score' as const } } : {}),
  }),
);
const side = fc.constantFrom('home', 'away' as const);
const cardBody = fc.record({ n: fc.integer({ min: 1, max: 6 }), a: side, b: side, joker: fc.boolean() }).map(
  ({ n, a, b, joker }): SlateEventBody => ({
    kind: 'card',
    player: `p${n}`,
    seasonType: 2,
    card: { picks: { g0: a, g1: b, g2: 'away' }, banker: 'g2', joker },
  }),
);
const playerBody = fc
  .integer({ min: 1, max: 6 })
  .map((n): SlateEventBody => ({ kind: 'player', player: { n, id: `p${n}`, name: `New ${n}`, team: 'KC' } }));
const lockBody = fc.constant<SlateEventBody>({ kind: 'lock', games: ['g2'] });
const bodies = fc.array(fc.oneof(gamesBody, cardBody, playerBody, lockBody), { maxLength: 30 });

function eventOf(body: SlateEventBody, seq: number): SlateEvent {
  return { epoch: EPOCH, seq, at: NOW.toISOString(), season: 2024, week: 8, body };
}

/** Folds events into a channel and returns every frame that it sent; it flushes on request. */
function run(
  channel: LeagueChannel,
  state: NodeState,
  list: readonly SlateEventBody[],
  flushAt: (i: number) => boolean,
) {
  const frames: Frame[] = [];
  list.forEach((body, i) => {
    const event = eventOf(body, state.seq + 1);
    const folded = foldEvent(state, event);
    frames.push(...channel.note(event, folded));
    if (folded.cause !== null || flushAt(i)) frames.push(...channel.flush());
  });
  frames.push(...channel.flush());
  return frames;
}

function snapshotNow(channel: LeagueChannel): unknown {
  return new Client().take(channel.catchUp(null, 1, NOW, FEED).frames).known;
}

describe('frames of a league', () => {
  it('P: folding every delta over an early snapshot equals a late snapshot, however events are gathered', () => {
    fc.assert(
      fc.property(bodies, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (list, flushes) => {
        const state = newState(4);
        const channel = channelOf(state);
        const client = new Client().take(channel.catchUp(null, 1, NOW, FEED).frames);
        client.take(run(channel, state, list, (i) => flushes[i] ?? false));
        expect(client.known).toEqual(snapshotNow(channel));
      }),
    );
  });

  it('P: a client that missed any part and resumes by position ends like one that missed nothing', () => {
    fc.assert(
      fc.property(bodies, bodies, bodies, fc.boolean(), (before, missed, after, restarted) => {
        const state = newState(4);
        const channel = channelOf(state);
        const client = new Client().take(channel.catchUp(null, 1, NOW, FEED).frames);
        client.take(run(channel, state, before, () => true));
        run(channel, state, missed, () => true);
        // a node that has just started has no frames yet
        const node = restarted ? channelOf(state) : channel;
        const resumed = node.catchUp({ epoch: EPOCH, seq: client.seq }, 1, NOW, FEED);
        expect(resumed.reset).toBe(false);
        client.take(resumed.frames).take(run(node, state, after, () => true));
        expect(client.known).toEqual(snapshotNow(node));
      }),
    );
  });

  it('P: an engine loaded afresh shows the same table as one that folded every event', () => {
    fc.assert(
      fc.property(bodies, (list) => {
        const state = newState(6);
        run(channelOf(state), state, list, () => true);
        const fresh = newState(0);
        fresh.seq = state.seq;
        fresh.games = new Map(state.games);
        fresh.locked = new Set(state.locked);
        fresh.day = null;
        followDay(fresh);
        for (const player of state.players) withCard(fresh, player, cardOf(state, player.n));
        const sides = [snapshotNow(channelOf(state)), snapshotNow(channelOf(fresh))];
        expect(sides[0]).toEqual(sides[1]);
      }),
    );
  });

  it('P71: says when what others may see of cards may have changed, and only then', () => {
    const state = newState(4);
    const channel = channelOf(state, new Set([1, 2, 3]));
    const flags = (body: SlateEventBody): boolean[] =>
      run(channel, state, [body], () => true).map(
        ({ json }) => deltaSchema.parse(JSON.parse(json)).cards ?? false,
      );
    const card = (n: number, g0: 'home' | 'away', g1: 'home' | 'away'): SlateEventBody => ({
      kind: 'card',
      player: `p${n}`,
      seasonType: 2,
      card: { picks: { g0, g1 }, banker: null, joker: false },
    });
    const scored = (id: number, change: Partial<Game>): SlateEventBody => ({
      kind: 'games',
      seasonType: 2,
      games: [game(id, change)],
      before: [],
    });
    expect(flags(card(1, 'home', 'home'))).toEqual([false]);
    expect(flags({ kind: 'lock', games: ['g0'] })).toEqual([true]);
    expect(flags(scored(0, { state: 'in', awayScore: 3 }))).toEqual([false]);
    // an open pick is private; a locked one is corrected; a new card is added; a card of another league
    expect(flags(card(1, 'home', 'away'))).toEqual([false]);
    expect(flags(card(1, 'away', 'away'))).toEqual([true]);
    expect(flags(card(2, 'home', 'home'))).toEqual([true]);
    expect(flags(card(4, 'home', 'home'))).toEqual([false]);
    expect(flags(scored(1, { state: 'in' }))).toEqual([true]);
    expect(flags({ kind: 'member', league: 'everyone', player: 'p4', n: 4 })).toEqual([true]);
    // a client far behind gets a resync, whatever happened
    const [far] = channelOf(state).catchUp({ epoch: EPOCH, seq: 1 }, 1, NOW, FEED).frames;
    expect(deltaSchema.parse(JSON.parse(far?.json ?? '')).cards).toBe(true);
  });

  it('tells what a reload brought, also when something quiet was sent during the reload', () => {
    let state = newState(2);
    const channel = channelOver(() => state);
    const client = new Client().take(channel.catchUp(null, 1, NOW, FEED).frames);
    const quiet = eventOf({ kind: 'lock', games: [] }, 1);
    channel.note(quiet, foldEvent(state, quiet));
    const week = eventOf({ kind: 'week', season: 2024, seasonType: 2, week: 8 }, 2);
    expect(foldEvent(state, week).reload).toBe(true);
    client.take(channel.flush());

    state = newState(2);
    state.seq = 2;
    const [first] = state.players;
    if (first === undefined) throw new Error('no player');
    state.bases.get('classic')?.set(first.n, { points: 21, right: 0, bankerPoints: 0, bankers: 0 });
    state.cards.setCard(first.n, 7, { picks: {}, banker: null, joker: false }, false);
    enterPlayer(state, first);
    client.take(channel.reloaded('all', NOW.toISOString(), null));
    expect(client.rows.season.get(1)).toEqual([1, 1, 21]);
    expect(client.known).toEqual(snapshotNow(channel));
  });

  it('tells what a reload brought, also when the new engine has been through as much as the old one', () => {
    for (const size of [3, 600]) {
      const withBanker = (banker: 'g0' | 'g1') => {
        const made = newState(size);
        const card = { picks: { g0: 'away', g1: 'away' }, banker, joker: false } as const;
        for (const player of [...made.players]) withCard(made, player, card);
        for (const engine of made.engines.values())
          engine.setGame(game(1, { state: 'in', awayScore: 7, homeScore: 3 }));
        return made;
      };
      let state = withBanker('g0');
      const before = state.engines.get('classic')?.version;
      const channel = channelOver(() => state);
      const client = new Client().take(channel.catchUp(null, 1, NOW, FEED).frames);
      expect(client.rows.week.get(1)).toEqual([1, 1, 7]);
      state = withBanker('g1');
      state.seq = 1;
      expect(state.engines.get('classic')?.version).toBe(before);
      client.take(channel.reloaded('all', NOW.toISOString(), null));
      expect(client.rows.week.get(1)).toEqual([1, 1, 14]);
    }
  });

  it('begins with a snapshot for an unknown epoch, a position ahead of the head, and none at all', () => {
    const state = newState(2);
    const channel = channelOf(state);
    run(channel, state, [{ kind: 'lock', games: ['g2'] }], () => true);
    for (const since of [null, { epoch: 'other', seq: 1 }, { epoch: EPOCH, seq: 9 }]) {
      const { reset, frames } = channel.catchUp(since, 1, NOW, FEED);
      expect(reset).toBe(true);
      expect(frames.map((frame) => frame.kind)).toEqual(['snapshot']);
    }
  });

  it('never resumes over something that a delta can’t tell', () => {
    const state = newState(2);
    run(channelOf(state), state, Array(5).fill({ kind: 'lock', games: [] }), () => true);
    state.barrier = 3;
    const restarted = channelOf(state);
    expect(restarted.catchUp({ epoch: EPOCH, seq: 2 }, 1, NOW, FEED).reset).toBe(true);
    expect(restarted.catchUp({ epoch: EPOCH, seq: 3 }, 1, NOW, FEED).reset).toBe(false);
  });

  it('does not resume across a restart, however recent the client', () => {
    const state = newState(2);
    const channel = channelOf(state);
    run(channel, state, Array(3).fill({ kind: 'lock', games: [] }), () => true);
    state.seq += 1;
    channel.restart();
    expect(channel.catchUp({ epoch: EPOCH, seq: 3 }, 1, NOW, FEED).reset).toBe(true);
    expect(channel.catchUp({ epoch: EPOCH, seq: 4 }, 1, NOW, FEED).reset).toBe(false);
  });

  it('gives the same snapshot to all clients that arrive within a moment, and collects the state once until an event', () => {
    const state = newState(2);
    const channel = channelOf(state);
    const before = built;
    const [first] = channel.catchUp(null, 1, NOW, FEED).frames;
    expect(channel.catchUp(null, 2, NOW, FEED).frames[0]).toBe(first);
    const later = new Date(NOW.getTime() + 1000);
    const down = { state: 'down', asOf: null } as const;
    for (const [now, feed] of [
      [later, FEED],
      [NOW, down],
    ] as const) {
      ticks += now === later ? 1000 : 0;
      const [frame] = channel.catchUp(null, 2, now, feed).frames;
      const rest = { ...JSON.parse(first?.json ?? ''), serverTime: now.toISOString(), feed };
      expect(JSON.parse(frame?.json ?? '')).toEqual(rest);
    }
    expect(built - before).toBe(1);
    run(channel, state, [{ kind: 'lock', games: [] }], () => true);
    expect(channel.catchUp(null, 2, NOW, FEED).frames[0]?.seq).toBe(1);
    expect(built - before).toBe(2);
  });

  it('twin to failures 10: where every viewer sees another part, each client costs a snapshot', () => {
    const crowd = 50;
    const channel = channelOf(newState(900));
    const before = built;
    for (let viewer = 1; viewer <= crowd; viewer += 1) channel.catchUp(null, viewer, NOW, FEED);
    expect(built - before).toBe(crowd);
  });

  it('sends the first rows, the viewer’s neighbourhood and the spread in a league of more than 500', () => {
    const state = newState(900);
    for (const player of [...state.players]) {
      const banker = player.n % 3 === 0 ? 'g1' : 'g0';
      withCard(state, player, { picks: { g0: 'away', g1: 'away' }, banker, joker: false });
    }
    const channel = channelOf(state);
    const body: SlateEventBody = {
      kind: 'games',
      seasonType: 2,
      games: [game(0, { state: 'in', awayScore: 7 })],
      before: [],
    };
    const client = new Client().take(channel.catchUp(null, 899, NOW, FEED).frames);
    client.take(run(channel, state, [body], () => true));
    const [frame] = channel.catchUp(null, 899, NOW, FEED).frames;
    const snapshot = snapshotSchema.parse(JSON.parse(frame?.json ?? ''));
    const own = snapshot.scopes.week.find(([n]) => n === 899);
    expect(own).toEqual([899, 1, 14]);
    expect(snapshot.scopes.week.length).toBeLessThanOrEqual(61);
    expect(snapshot.spread?.week).toEqual([
      [14, 600],
      [7, 300],
    ]);
    for (const row of snapshot.scopes.week.slice(0, 50)) expect(client.rows.week.get(row[0])).toEqual(row);
  });

  it('P26 names a player who saved a card only to itself in a league of more than 500, and moves no row', () => {
    const state = newState(900);
    for (const player of [...state.players])
      withCard(state, player, { picks: { g0: 'home' }, banker: null, joker: false });
    const channel = channelOf(state);
    watchers.clear();
    watchers.add(7);
    const saved = (n: number): SlateEventBody => ({
      kind: 'card',
      player: `p${n}`,
      seasonType: 2,
      card: { picks: { g0: 'away', g1: 'home' }, banker: 'g0', joker: false },
    });
    for (const n of [7, 8]) {
      const event = eventOf(saved(n), state.seq + 1);
      channel.note(event, foldEvent(state, event));
    }
    expect(channel.hasNews).toBe(false);
    const [frame] = channel.flush();
    const delta = deltaSchema.parse(JSON.parse(frame?.json ?? ''));
    expect(delta.players?.map(({ n }) => n)).toEqual([7]);
    // a delta with a spread would have every page ask for a snapshot
    expect(delta).not.toHaveProperty('spread');
    expect(delta.scopes).toEqual({});
    // a page of the other player that returns learns of it by a snapshot
    const before = { epoch: EPOCH, seq: 0 };
    expect(channel.catchUp(before, 8, NOW, FEED).reset).toBe(true);
    expect(channel.catchUp(before, 9, NOW, FEED).reset).toBe(false);
    expect(channel.catchUp({ epoch: EPOCH, seq: 2 }, 8, NOW, FEED).reset).toBe(false);
  });

  it('knows when clients would see nothing but a later position: cards of others, news of other leagues', () => {
    const state = newState(900);
    for (const player of [...state.players])
      withCard(state, player, { picks: { g0: 'home' }, banker: null, joker: false });
    const small = channelOf(state, new Set([1, 2]));
    const news = (body: SlateEventBody): boolean => {
      const event = eventOf(body, state.seq + 1);
      small.note(event, foldEvent(state, event));
      const { hasNews, hasPending } = small;
      expect(hasPending).toBe(true);
      small.flush();
      return hasNews;
    };
    const card = (n: number, g0: 'home' | 'away'): SlateEventBody => ({
      kind: 'card',
      player: `p${n}`,
      seasonType: 2,
      card: { picks: { g0 }, banker: null, joker: false },
    });
    expect(news(card(9, 'away'))).toBe(false);
    expect(news(card(1, 'away'))).toBe(false);
    expect(news({ kind: 'member', league: 'everyone', player: 'p3', n: 3 })).toBe(true);
    expect(news({ kind: 'results', seasonType: 2, state: 'confirmed' })).toBe(false);
    expect(
      news({ kind: 'games', seasonType: 2, games: [game(0, { state: 'in', awayScore: 7 })], before: [] }),
    ).toBe(true);
    expect(news(card(9, 'home'))).toBe(false);
    expect(news(card(1, 'home'))).toBe(true);
  });

  it('counts who joins a league of more than 500', () => {
    const state = newState(602);
    for (const player of [...state.players])
      withCard(state, player, { picks: { g1: 'away' }, banker: null, joker: false });
    for (const engine of state.engines.values()) engine.setGame(game(1, { state: 'in', awayScore: 7 }));
    const channel = channelOf(state, new Set(Array.from({ length: 601 }, (_, i) => i + 1)));
    const client = new Client().take(channel.catchUp(null, 1, NOW, FEED).frames);
    client.take(
      run(channel, state, [{ kind: 'member', league: 'everyone', player: 'p602', n: 602 }], () => true),
    );
    expect(client.spread).toMatchObject({ week: [[7, 602]] });
    const [frame] = channel.catchUp(null, 602, NOW, FEED).frames;
    const snapshot = snapshotSchema.parse(JSON.parse(frame?.json ?? ''));
    expect(snapshot.scopes.week.find(([n]) => n === 602)).toEqual([602, 1, 7]);
    expect(snapshot.spread?.week).toEqual([[7, 602]]);
  });

  it('tells a league that grew past 500 to start again', () => {
    const state = newState(500);
    const channel = channelOf(state);
    const player = { n: 501, id: 'p501', name: 'One more', team: null };
    const event = eventOf({ kind: 'player', player }, 1);
    channel.note(event, foldEvent(state, event));
    expect(channel.outdated).toBe(true);
  });
});

describe('announcements', () => {
  const note = (league: string | null): Announcement => ({
    id: 'a1',
    title: 'Snow',
    body: 'Bills at home',
    level: 'info',
    league,
    createdAt: NOW.toISOString(),
    expiresAt: null,
    updatedAt: NOW.toISOString(),
    withdrawnAt: null,
  });
  const kindsFor = (frames: readonly Frame[], player: number) =>
    frames.map((frame) => frameFor(frame, player)).map(({ kind, from, seq }) => [kind, from, seq]);

  function scene() {
    const state = newState(3);
    const channel = channelOf(state);
    const tell = (body: SlateEventBody): Frame[] => {
      const event: SlateEvent = {
        epoch: EPOCH,
        seq: state.seq + 1,
        at: NOW.toISOString(),
        season: 2024,
        week: 8,
        body,
      };
      return channel.note(event, foldEvent(state, event));
    };
    const since = { epoch: EPOCH, seq: 0 };
    return { channel, tell, missed: (n: number) => channel.catchUp(since, n, NOW, FEED).frames };
  }
  const quiet: SlateEventBody = { kind: 'player', player: { n: 1, id: 'p1', name: 'New', team: null } };

  it('P5 are news also to those for whom something quiet was waiting', () => {
    const { tell } = scene();
    expect(tell(quiet)).toEqual([]);
    expect(kindsFor(tell({ kind: 'announcement', announcement: note(null) }), 1)).toEqual([
      ['delta', 1, 1],
      ['announcement', 2, 2],
    ]);
  });

  it('P5 to another league reach those who play there, and are empty to all others, then and later', () => {
    const { tell, missed } = scene();
    const frames = tell({ kind: 'announcement', announcement: note('den'), audience: [2] });
    expect(kindsFor(frames, 2)).toEqual([['announcement', 1, 1]]);
    expect(kindsFor(frames, 1)).toEqual([['delta', 1, 1]]);
    expect(frameFor(frames[0] as Frame, 1).json).not.toContain('Snow');
    expect(missed(2).map(({ kind }) => kind)).toEqual(['announcement']);
    expect(missed(1).map(({ kind }) => kind)).toEqual(['delta']);
  });

  it('P3 to a league in which nobody here plays are an empty delta, together with others', () => {
    const { tell, channel } = scene();
    expect(tell({ kind: 'announcement', announcement: note('den'), audience: [9] })).toEqual([]);
    expect(kindsFor(channel.flush(), 1)).toEqual([['delta', 1, 1]]);
  });
});
