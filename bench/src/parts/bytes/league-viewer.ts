import { DEFAULT_RULES, RULES, type Side, StandingsEngine } from '@sunday-live/scoring';
import {
  type CompressionReader,
  compressedForm,
  emptyState,
  enterPlayer,
  type Frame,
  foldEvent,
  followDay,
  frameMessage,
  LeagueChannel,
  type NodeState,
  SharedContext,
  type SlateEvent,
} from '@sunday-live/server/pipeline';
import { randomFrom } from '@sunday-live/testing';
import type { Poll, RecordedSunday } from './recorded-sunday.js';

const EARLIER_WEEKS = 7;

/** Bytes of the WebSocket frames that one viewer gets. */
export interface Received {
  frames: number;
  plain: number;
  compressed: number;
}

/** A league on a node, by the product's own fold, channel and encoding, and one viewer who watches all day. */
export class LeagueViewer {
  readonly snapshot: Received = { frames: 0, plain: 0, compressed: 0 };
  readonly deltas: Received = { frames: 0, plain: 0, compressed: 0 };
  private readonly state: NodeState;
  private readonly channel: LeagueChannel;
  private readonly context = new SharedContext();
  /** A browser that has just connected. */
  private readonly browser: CompressionReader = {
    compression: 'context',
    lastCompressed: 0,
    compressedInARow: 0,
  };

  /** @param first the poll that brought the week's games */
  constructor(sunday: RecordedSunday, first: Poll, players: number) {
    const season = { season: sunday.season, seasonType: 2, week: sunday.week, lock: 'week' as const };
    const epoch = first.events[0]?.epoch ?? '';
    this.state = emptyState({ epoch, seq: 0, season, barrier: 0 }, [DEFAULT_RULES]);
    for (const event of first.events) foldEvent(this.state, event);
    followDay(this.state);
    enterPlayers(this.state, players);
    this.channel = new LeagueChannel('family', DEFAULT_RULES, 'all', {
      state: () => this.state,
      engine: (rules) => this.state.engines.get(rules) ?? new StandingsEngine(RULES[rules]),
      announcements: () => [],
      watching: () => [],
      snapshotBuilt: () => undefined,
      ticks: () => performance.now(),
    });
    const feed = { state: 'ok', asOf: first.at.toISOString() } as const;
    this.count(this.snapshot, this.channel.catchUp(null, 1, first.at, feed).frames);
  }

  /** Does the node's work with the events of one poll: urgent ones at once, the others together. */
  take(events: readonly SlateEvent[]): void {
    for (const event of events) {
      this.count(this.deltas, this.channel.note(event, foldEvent(this.state, event)));
    }
    this.count(this.deltas, this.channel.flush());
  }

  private count(received: Received, frames: readonly Frame[]): void {
    for (const frame of frames) {
      const message = frameMessage(frame, this.context);
      received.frames += 1;
      received.plain += message.plain.length;
      received.compressed += compressedForm(this.browser, message).length;
    }
  }
}

const NO_PICKS = { has: 0, home: 0, banker: null, joker: false };

function enterPlayers(state: NodeState, players: number): void {
  const random = randomFrom(players);
  for (let n = 1; n <= players; n += 1) {
    const picks: Record<string, Side> = {};
    for (const id of state.games.keys()) picks[id] = random() < 0.5 ? 'home' : 'away';
    const road = Object.keys(picks).filter((id) => picks[id] === 'away');
    const card = { picks, banker: road[Math.floor(random() * road.length)] ?? null, joker: random() < 0.2 };
    const right = EARLIER_WEEKS * 6 + Math.floor(random() * 20);
    state.bases.get(DEFAULT_RULES)?.set(n, { points: right * 10, right, bankerPoints: 0, bankers: 0 });
    for (let week = 1; week <= EARLIER_WEEKS; week += 1) state.cards.setBits(n, week, NO_PICKS, false);
    state.cards.setCard(n, state.cards.current, card, card.joker);
    enterPlayer(state, { n, id: `player-${n}`, name: `Player ${n}`, team: 'KC' });
  }
}
