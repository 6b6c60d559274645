import type { Cause } from '@sunday-live/contract';
import { createReplay, scoreboard } from '@sunday-live/replay';
import {
  MeetingIndex,
  normalise,
  POLLS_PER_SITUATION,
  planChanges,
  readScoreboard,
  type SlateEvent,
  type SlateEventBody,
  type StoredGame,
  situationPace,
  WeekRoom,
} from '@sunday-live/server/pipeline';

const POLL_MS = 5_000;
const EPOCH = 'b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0';
/** When the replay begins, on its own clock: any moment, but always the same. */
const BEGIN = Date.parse('2026-09-13T12:00:00Z');

/** What one poll of the feed brought. */
export interface Poll {
  readonly at: Date;
  readonly events: readonly SlateEvent[];
}

/**
 * The recorded Sunday, read every five seconds of its own time by the product's own steps (schema, normalise, comparison with what
 * is stored), as fast as the machine can and the same in every run.
 */
export class RecordedSunday {
  readonly season: number;
  readonly week: number;
  private readonly games = new Map<string, StoredGame>();
  private readonly causes = new Map<string, Cause>();
  private readonly replay;
  private now = BEGIN;
  private seq = 0;
  private locked = false;

  constructor() {
    this.replay = createReplay({ speed: 1, now: () => this.now });
    this.season = this.replay.recording.season;
    this.week = this.replay.recording.week;
  }

  /** Recorded seconds since the first kickoff. */
  get seconds(): number {
    return this.replay.state().position;
  }

  /** Every poll until the Sunday is over. The first brings the week's games. */
  *polls(): Generator<Poll> {
    for (;;) {
      const over = this.replay.state().finished;
      yield this.poll();
      if (over) break;
      this.now += POLL_MS;
    }
    this.replay.close();
  }

  private poll(): Poll {
    const at = new Date(this.now);
    const { recording, shape } = this.replay;
    const selection = { kind: 'week', season: this.season, week: this.week } as const;
    const answer: unknown = JSON.parse(
      JSON.stringify(scoreboard(recording, this.replay.moment(), selection, shape)),
    );
    const { observation } = normalise(readScoreboard(answer));
    const pace = situationPace(this.games.values(), at, POLL_MS * POLLS_PER_SITUATION);
    const meetings = new MeetingIndex(this.games.values());
    const before = { games: this.games, causes: this.causes, meetings, room: new WeekRoom() };
    const plan = planChanges(observation.games, before, pace);
    if (pace.liveDue) {
      for (const game of this.games.values()) if (game.state === 'in') game.situation_at = at;
    }
    for (const row of plan.rows) this.games.set(row.id, row);
    const events = plan.events.map(({ body }) => this.event(at, body));
    for (const { body } of events) {
      if (body.kind === 'games' && body.cause !== undefined) this.causes.set(body.cause.game, body.cause);
    }
    return { at, events: [...events, ...this.lock(at)] };
  }

  /** The week's cards close when its first game begins. */
  private lock(at: Date): SlateEvent[] {
    if (this.locked || ![...this.games.values()].some(({ state }) => state === 'in')) return [];
    this.locked = true;
    return [this.event(at, { kind: 'lock', games: [...this.games.keys()] })];
  }

  private event(at: Date, body: SlateEventBody): SlateEvent {
    this.seq += 1;
    return { epoch: EPOCH, seq: this.seq, at: at.toISOString(), season: this.season, week: this.week, body };
  }
}
