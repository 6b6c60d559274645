import { type Game, LARGE_LEAGUE, type Row, type RulesName, type Scope } from '@sunday-live/contract';
import {
  currentGameDay,
  dayStandings,
  leader,
  RULES,
  RULES_NAMES,
  StandingsEngine,
  seasonStandings,
  toRows,
  type WeekCard,
  weekStandings,
} from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyFrame,
  type Frame as ClientFrame,
  judge,
  type LiveState,
} from '../apps/client/src/live/apply-frame.js';
import type { Frame } from '../apps/server/src/features/live/hub/frames.js';
import { LeagueChannel } from '../apps/server/src/features/live/hub/league-channel.js';
import { foldEvent } from '../apps/server/src/features/projection/fold-event.js';
import {
  emptyState,
  enterPlayer,
  followDay,
  type NodeState,
  renewBase,
} from '../apps/server/src/features/projection/node-state.js';
import type { SlateEvent, SlateEventBody } from '../apps/server/src/features/slate/slate-event.js';
import { drawnFaults } from './support/drawn-table.js';

/**
 * Two nodes that group events differently, and clients that change between them at any position: every row in a
 * client's own reducer equals the standings recomputed from scratch at the client's position.
 */
const LEAGUE = 'den';
const EPOCH = 'life';
const WEEK = 8;
const NOW = new Date('2024-10-27T18:00:00Z');
const FEED = { state: 'ok', asOf: null } as const;

type Card = { picks: Record<string, 'home' | 'away'>; banker: string | null; joker: boolean };

interface World {
  readonly games: ReadonlyMap<string, Game>;
  readonly players: ReadonlyMap<number, { name: string; card: Card | null }>;
  readonly members: ReadonlySet<number>;
}

function game(id: string, change: Partial<Game> = {}): Game {
  const base = {
    id,
    season: 2024,
    week: WEEK,
    kickoff: id === 'g3' ? '2024-10-28T23:00:00Z' : '2024-10-27T17:00:00Z',
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

const GAMES = ['g0', 'g1', 'g2', 'g3'];
function cardOf(seed: number): Card {
  const picks = Object.fromEntries(GAMES.map((id, i) => [id, (seed >> i) % 2 === 0 ? 'home' : 'away']));
  const banker = seed % 3 === 0 ? null : (GAMES[seed % GAMES.length] ?? null);
  return { picks: picks as Card['picks'], banker, joker: false };
}

/** Games of the week before, with final results. */
const EARLIER = ['e0', 'e1', 'e2'];
const EARLIER_GAMES = EARLIER.map((id, i) =>
  game(id, { week: WEEK - 1, state: 'post', awayScore: 10 + 3 * i, homeScore: 20 - 7 * i }),
);

/** Cards of the week before; every sixth player has none. */
function earlierCards(n: number): WeekCard[] {
  if (n % 6 === 0) return [];
  const picks = Object.fromEntries(EARLIER.map((id, i) => [id, (n >> i) % 2 === 0 ? 'away' : 'home']));
  const away = EARLIER.filter((id) => picks[id] === 'away');
  const banker = away[n % 4] ?? null;
  return [{ week: WEEK - 1, picks: picks as Card['picks'], banker, joker: banker !== null && n % 8 === 1 }];
}

/** Player 0 belongs to no league; players up to `size` are members, two more are not yet. */
function newWorld(size: number): World {
  const players = Array.from({ length: size + 2 }, (_, i) => i + 1);
  return {
    games: new Map(GAMES.map((id) => [id, game(id)])),
    players: new Map(
      players.map((n) => [n, { name: `Player ${n}`, card: n % 5 === 0 ? null : cardOf(n * 7) }]),
    ),
    members: new Set(players.slice(0, size)),
  };
}

/** The state of the world after an event. */
function after(world: World, body: SlateEventBody): World {
  const games = new Map(world.games);
  const players = new Map(world.players);
  const members = new Set(world.members);
  if (body.kind === 'games') for (const each of body.games) games.set(each.id, each);
  if (body.kind === 'card') {
    const n = Number(body.player.slice(1));
    const known = players.get(n);
    if (known !== undefined) players.set(n, { ...known, card: body.card });
  }
  if (body.kind === 'player')
    players.set(body.player.n, { card: players.get(body.player.n)?.card ?? null, name: body.player.name });
  if (body.kind === 'member') members.add(body.n);
  if (body.kind === 'member-left') members.delete(body.n);
  if (body.kind === 'player-removed') players.delete(body.n);
  return { games, players, members };
}

/** A node's state as read from the database. */
function load(world: World, seq: number, barrier: number, rules: RulesName): NodeState {
  const season = { season: 2024, seasonType: 2, week: WEEK, lock: 'week' as const };
  const state = emptyState({ epoch: EPOCH, seq, season, barrier }, [rules]);
  for (const each of EARLIER_GAMES) state.cards.setGame(WEEK - 1, each);
  for (const [id, each] of world.games) state.games.set(id, each);
  followDay(state);
  for (const [n, { name, card }] of world.players) {
    for (const each of earlierCards(n)) state.cards.setCard(n, WEEK - 1, each, each.joker);
    state.cards.setCard(n, WEEK, card, card?.joker === true);
    renewBase(state, n);
    enterPlayer(state, { n, id: `p${n}`, name, team: null });
  }
  return state;
}

/** The standings from scratch, without engine and log. */
function recompute(world: World, name: RulesName): Record<Scope, Row[]> {
  const rules = RULES[name];
  const entrants = [...world.members].flatMap((n) => {
    const player = world.players.get(n);
    if (player === undefined) return [];
    const cards = [...earlierCards(n), ...(player.card === null ? [] : [{ week: WEEK, ...player.card }])];
    return [{ n, name: player.name, cards }];
  });
  const games = [...EARLIER_GAMES, ...world.games.values()];
  return {
    day: rows(dayStandings(entrants, games, rules, WEEK, dayOf(world))),
    week: rows(weekStandings(entrants, games, rules, WEEK)),
    season: rows(seasonStandings(entrants, games, rules)),
  };
}

const rows = (standings: Parameters<typeof toRows>[0]): Row[] =>
  toRows(standings).map(([n, r, p]) => [n, r, p]);

function dayOf(world: World): ReadonlySet<string> {
  return new Set(currentGameDay(world.games.values())?.games);
}

class Log {
  readonly events: SlateEvent[] = [];
  readonly worlds: World[];
  barrier = 0;
  readonly #expected = new Map<number, Record<Scope, Row[]>>();

  constructor(
    size: number,
    readonly rules: RulesName = 'classic',
  ) {
    this.worlds = [newWorld(size)];
  }

  get head(): number {
    return this.events.length;
  }

  world(seq: number): World {
    const world = this.worlds[seq];
    if (world === undefined) throw new Error(`no position ${seq}`);
    return world;
  }

  append(body: SlateEventBody): void {
    this.worlds.push(after(this.world(this.head), body));
    const seq = this.head + 1;
    this.events.push({ epoch: EPOCH, seq, at: NOW.toISOString(), season: 2024, week: WEEK, body });
    const gone = ['member-left', 'player-removed'].includes(body.kind);
    if (gone || (body.kind === 'card' && body.card === null)) this.barrier = seq;
  }

  expected(seq: number): Record<Scope, Row[]> {
    const known = this.#expected.get(seq) ?? recompute(this.world(seq), this.rules);
    this.#expected.set(seq, known);
    return known;
  }
}

class Node {
  state: NodeState;
  readonly channel: LeagueChannel;
  readonly clients = new Set<Client>();
  resyncs = 0;

  constructor(private readonly log: Log) {
    this.state = load(log.world(log.head), log.head, log.barrier, log.rules);
    this.channel = new LeagueChannel(LEAGUE, log.rules, new Set(log.world(log.head).members), {
      state: () => this.state,
      engine: (rules) => this.state.engines.get(rules) ?? new StandingsEngine(RULES[rules]),
      announcements: () => [],
      watching: (_league, players) => players,
      snapshotBuilt: () => undefined,
      ticks: () => 0,
    });
  }

  fold(count: number, flush: boolean): void {
    for (const event of this.log.events.slice(this.state.seq, this.state.seq + count))
      this.send(this.channel.note(event, foldEvent(this.state, event)));
    if (flush) this.send(this.channel.flush());
  }

  reload(): void {
    const { head, barrier } = this.log;
    this.state = load(this.log.world(head), head, barrier, this.log.rules);
    this.send(this.channel.reloaded(new Set(this.log.world(head).members), NOW.toISOString(), null));
  }

  /** Runs the hub's work of each second. */
  resync(): void {
    if (!this.channel.outdated) return;
    this.resyncs += 1;
    this.channel.restart();
    for (const client of this.clients) client.catchUp(null);
  }

  send(frames: readonly Frame[]): void {
    for (const client of this.clients) client.take(frames);
  }
}

class Client {
  state: LiveState | null = null;

  constructor(
    private node: Node,
    private readonly n: number,
  ) {
    node.clients.add(this);
    this.catchUp(null);
  }

  moveTo(node: Node): void {
    this.node.clients.delete(this);
    this.node = node;
    const seq = this.state?.seq ?? 0;
    // a node waits until it knows the position
    if (node.state.seq < seq) node.fold(seq - node.state.seq, false);
    this.catchUp({ epoch: EPOCH, seq });
    node.clients.add(this);
  }

  catchUp(since: { epoch: string; seq: number } | null): void {
    this.node.send(this.node.channel.flush());
    this.take(this.node.channel.catchUp(since, this.n, NOW, FEED).frames);
  }

  take(frames: readonly Frame[]): void {
    for (const frame of frames) {
      const read = { type: frame.kind, ...JSON.parse(frame.json) } as ClientFrame;
      expect(['apply', 'drop']).toContain(judge(this.state, read));
      this.state = applyFrame(this.state, read);
    }
  }

  check(log: Log): void {
    const { state } = this;
    if (state === null) throw new Error('no state');
    const world = log.world(state.seq);
    const card = world.players.get(this.n)?.card ?? undefined;
    const viewer = { n: this.n, id: `p${this.n}`, card, day: dayOf(world), rules: log.rules };
    const large = world.members.size > LARGE_LEAGUE;
    expect(drawnFaults(state, viewer, log.expected(state.seq), large)).toEqual([]);
  }

  /** Requests a snapshot, as the page does at its pace while rows are missing. */
  refresh(): void {
    this.catchUp(null);
  }
}

// evenly distributed: small numbers are games without a score
const pick = fc.noBias(fc.nat(1_000_000));
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('play' as const), a: pick, b: pick }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('score', 'score', 'back' as const), a: pick, b: pick }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('card' as const), a: pick, b: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('no-card', 'join', 'leave', 'rename', 'remove' as const),
      a: pick,
      b: pick,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('fold' as const), a: pick, b: pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('reload', 'resync', 'restart', 'refresh' as const),
      a: pick,
      b: pick,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('move' as const), a: pick, b: pick }) },
);

function bodyOf(kind: string, a: number, b: number, world: World): SlateEventBody | null {
  const numbers = [...world.players.keys()];
  const n = numbers[a % numbers.length] ?? 1;
  const player = `p${n}`;
  const id = GAMES[a % GAMES.length] ?? 'g0';
  switch (kind) {
    case 'score': {
      const state = (['in', 'in', 'in', 'post', 'off'] as const)[b % 5] ?? 'in';
      const change = { state, awayScore: 7 * ((b >> 3) % 2), homeScore: 3 * ((b >> 5) % 2) };
      const cause = b % 7 === 0 ? { cause: { game: id, kind: 'score' as const } } : {};
      return { kind: 'games', seasonType: 2, games: [game(id, change)], before: [], ...cause };
    }
    case 'card':
      return { kind: 'card', player, seasonType: 2, card: cardOf(b) };
    case 'no-card':
      return { kind: 'card', player, seasonType: 2, card: null };
    case 'rename':
      return { kind: 'player', player: { n, id: player, name: `New ${b % 9}`, team: null } };
    case 'join': {
      const [outside] = numbers.filter((each) => !world.members.has(each));
      return outside === undefined
        ? null
        : { kind: 'member', league: LEAGUE, player: `p${outside}`, n: outside };
    }
    case 'leave':
      return world.members.has(n) ? { kind: 'member-left', league: LEAGUE, player, n } : null;
    default:
      return world.members.has(n) ? null : { kind: 'player-removed', player, n };
  }
}

/** A score and its reverse: one frame with both must show no change. */
function thereAndBack(log: Log, a: number, b: number): void {
  const before = log.world(log.head).games.get(GAMES[a % GAMES.length] ?? 'g0');
  const there = bodyOf('score', a, 7 * b + 1, log.world(log.head));
  if (before === undefined || there === null) return;
  log.append(there);
  log.append({ kind: 'games', seasonType: 2, games: [before], before: [] });
}

interface Play {
  readonly size: number;
  readonly rules: RulesName;
  readonly viewer: number;
  readonly actions: readonly { do: string; a: number; b: number }[];
}

/** A league of a size between two limits, a player who watches it, and the events. */
function league(min: number, max: number, steps: number) {
  return fc.record({
    size: fc.integer({ min, max }),
    rules: fc.constantFrom(...RULES_NAMES),
    viewer: fc.noBias(fc.nat(max - 1)),
    actions: fc.array(action, { maxLength: steps, size: 'max' }),
  });
}

function play({ size, rules, viewer, actions }: Play): void {
  const log = new Log(size, rules);
  const nodes = [new Node(log), new Node(log)];
  const n = 1 + (viewer % size);
  const clients = [0, 1, 0].map((i) => new Client(nodes[i] as Node, n));
  for (const { do: what, a, b } of actions) {
    const i = a % 2;
    const node = nodes[i] as Node;
    const client = clients[b % clients.length] as Client;
    if (what === 'fold') node.fold(1 + (b % 4), b % 3 > 0);
    else if (what === 'reload') node.reload();
    else if (what === 'resync') node.resync();
    else if (what === 'restart') {
      const fresh = new Node(log);
      nodes[i] = fresh;
      for (const each of [...node.clients]) each.moveTo(fresh);
    } else if (what === 'refresh') client.refresh();
    else if (what === 'move') client.moveTo(node);
    else if (what === 'back') thereAndBack(log, a, b);
    else if (what === 'play') {
      const body = bodyOf('score', a, b, log.world(log.head));
      if (body !== null) log.append(body);
      for (const each of nodes) each.fold(log.head, true);
    } else {
      const body = bodyOf(what, a, b, log.world(log.head));
      if (body !== null) log.append(body);
    }
    for (const each of clients) each.check(log);
  }
  for (const node of nodes) {
    node.fold(log.head, true);
    node.resync();
  }
  for (const each of clients) {
    each.check(log);
    expect(each.state?.seq).toBe(log.head);
  }
}

describe('law: a frame is applied only by clients for which it is true', () => {
  it('P2 P4 P18 every row equals a recompute, whatever happens and whichever node a client asks', () => {
    fc.assert(fc.property(league(2, 9, 60), play), { numRuns: 120 });
  });

  it('P2 P4 P18 also while a league crosses 500 members, both ways', () => {
    fc.assert(fc.property(league(498, 503, 16), play), { numRuns: 10 });
    fc.assert(fc.property(league(600, 600, 12), play), { numRuns: 2 });
    fc.assert(fc.property(league(2_000, 2_000, 6), play), { numRuns: 1 });
  });

  it.each(RULES_NAMES)('P26 S15 every viewer’s own rank is exact between two snapshots (%s)', (rules) => {
    const log = new Log(640, rules);
    const node = new Node(log);
    const clients = Array.from({ length: 40 }, (_, i) => new Client(node, 1 + 16 * i));
    for (const [i, id] of GAMES.entries()) {
      const games = [game(id, { state: 'in', awayScore: 7 * (i % 2), homeScore: 3 })];
      log.append({ kind: 'games', seasonType: 2, games, before: [] });
      node.fold(1, true);
      for (const each of clients) each.check(log);
    }
  });

  it('P4 a client between the ends of another node’s frame gets everything that may differ, not that frame', () => {
    const log = new Log(4);
    const [quick, slow] = [new Node(log), new Node(log)];
    const client = new Client(quick, 1);
    const score = (awayScore: number) =>
      log.append({
        kind: 'games',
        seasonType: 2,
        games: [game('g0', { state: 'in', awayScore })],
        before: [],
      });
    score(7);
    quick.fold(1, true);
    score(0);
    slow.reload();
    client.moveTo(slow);
    expect(client.state?.seq).toBe(2);
    client.check(log);
  });
});
