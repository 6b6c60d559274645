import { EVERYONE } from '@sunday-live/contract';
import type { LeagueChannel } from './league-channel.js';

/** Frames are made for this long (ms) in one turn; then answers, heartbeats and timers run. */
const TURN_MS = 10;

type Due = Pick<LeagueChannel, 'league' | 'hasPending'>;

/**
 * Decides when each league gets its frames. Frames of 2,000 leagues take 60 ms; in one turn of the event loop they
 * would delay everything else. So the leagues with the most viewers come first, and after each 10 ms the others wait
 * for the next turn.
 *
 * A frame shows the state at the time when it is made, so events keep their order: a league that still waits while
 * another event is folded gets both events in one frame.
 */
export class FrameRounds<Channel extends Due = LeagueChannel> {
  private due: Channel[] = [];
  private turn: NodeJS.Immediate | null = null;

  /**
   * @param send sends what is pending in a channel
   * @param viewersOf number of clients on this node that watch a league
   * @param failed called with what `send` throws in a later turn
   */
  constructor(
    private readonly send: (channel: Channel) => void,
    private readonly viewersOf: (league: string) => number,
    private readonly failed: (error: unknown) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Sends what is pending in these channels: at once, unless that takes longer than a turn.
   * @returns how many channels were added to the waiting ones
   * @throws what `send` throws in this turn
   */
  add(channels: Iterable<Channel>): number {
    const waiting = new Set(this.due);
    const added = [...channels].filter((channel) => channel.hasPending && !waiting.has(channel));
    const byViewers = added
      .map((channel) => ({ channel, viewers: this.viewersOf(channel.league) }))
      .sort((a, b) => b.viewers - a.viewers)
      .map(({ channel }) => channel);
    const inOrder = [...this.due, ...byViewers];
    // waiting leagues keep their place, so that none waits for ever; but this league has nearly all viewers
    const isFirst = ({ league }: Channel) => league === EVERYONE;
    this.due = [...inOrder.filter(isFirst), ...inOrder.filter((channel) => !isFirst(channel))];
    if (this.turn === null) this.run();
    return added.length;
  }

  stop(): void {
    if (this.turn !== null) clearImmediate(this.turn);
    this.turn = null;
    this.due = [];
  }

  private run(): void {
    const until = this.now() + TURN_MS;
    const { due } = this;
    let sent = 0;
    try {
      do {
        const channel = due[sent];
        sent += 1;
        if (channel !== undefined) this.send(channel);
      } while (sent < due.length && this.now() < until);
    } finally {
      this.due = due.slice(sent);
      this.turn = this.due.length === 0 ? null : setImmediate(() => this.later());
    }
  }

  private later(): void {
    try {
      this.run();
    } catch (error) {
      this.failed(error);
    }
  }
}
