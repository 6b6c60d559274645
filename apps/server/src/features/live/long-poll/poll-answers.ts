import { gzipSync } from 'node:zlib';
import type { Feed } from '@sunday-live/contract';
import type { Clock } from '../../../platform/async/clock.js';
import { type Frame, frameFor, type Position } from '../hub/frames.js';
import type { CatchUp, LiveHub } from '../live-hub.js';

/** Smaller answers are not compressed: the saving is not worth the client's time (bytes). */
const COMPRESS_FROM_BYTES = 512;

export interface PollContent {
  readonly position: Position;
  readonly reset: boolean;
  readonly serverTime: Date;
  readonly feed: Feed;
  readonly frames: readonly Frame[];
}

/** A body with its headers, as alternating names and values. */
export interface PollBody {
  readonly bytes: Buffer;
  readonly headers: readonly string[];
}

/** The answer to a poll, encoded and compressed once for all clients that get it. */
export class PollAnswer {
  readonly plain: PollBody;
  private gzipped: PollBody | null = null;

  constructor({ position, reset, serverTime, feed, frames }: PollContent) {
    const events = frames.map((frame) => `{"type":"${frame.kind}",${frame.json.slice(1)}`).join(',');
    this.plain = body(
      Buffer.from(
        `{"epoch":${JSON.stringify(position.epoch)},"head":${position.seq},"reset":${reset},` +
          `"serverTime":"${serverTime.toISOString()}","feed":${JSON.stringify(feed)},"events":[${events}]}`,
      ),
    );
  }

  /** @param gzip true when the client accepts it compressed */
  body(gzip: boolean): PollBody {
    const { plain } = this;
    if (!gzip || plain.bytes.length < COMPRESS_FROM_BYTES) return plain;
    this.gzipped ??= body(gzipSync(plain.bytes), 'Content-Encoding', 'gzip');
    return this.gzipped;
  }
}

function body(bytes: Buffer, ...encoding: string[]): PollBody {
  return {
    bytes,
    headers: [
      'Content-Type',
      'application/json; charset=utf-8',
      'Content-Length',
      String(bytes.length),
      'Cache-Control',
      'no-store',
      'Vary',
      'Accept-Encoding',
      ...encoding,
    ],
  };
}

/** How long an answer is reused for clients at the same position (ms); bounds the age of `serverTime`. */
const SHARE_MS = 250;

/** An answer for all clients that get these frames. */
interface Shared {
  readonly frames: readonly Frame[];
  readonly answer: PollAnswer;
  readonly at: number;
}

/** Builds answers, each once for all polls that get the same frames. */
export class PollAnswers {
  /** Keyed by their first frame. */
  private readonly caughtUp = new WeakMap<Frame, Shared>();

  constructor(
    private readonly hub: Pick<LiveHub, 'status'>,
    private readonly clock: Clock,
  ) {}

  /** Builds an answer. @param position of the client after the frames */
  at(position: Position, reset: boolean, frames: readonly Frame[]): PollAnswer {
    const { feed } = this.hub.status();
    return new PollAnswer({ position, reset, serverTime: this.clock.now(), feed, frames });
  }

  /** Brings a client up to date; reuses the answer of another client from a moment ago if it is the same. */
  ofCatchUp({ frames, reset, position }: CatchUp): PollAnswer {
    const [first] = frames;
    const now = performance.now();
    const known = first === undefined ? undefined : this.caughtUp.get(first);
    if (known !== undefined && same(known.frames, frames) && now - known.at < SHARE_MS) return known.answer;
    const answer = this.at(position, reset, frames);
    if (first !== undefined) this.caughtUp.set(first, { frames, answer, at: now });
    return answer;
  }

  /**
   * Builds answers with new frames for all waiting polls, where some frames are only for some players.
   * @returns the answer by a player's number
   */
  ofNews(position: Position, frames: readonly Frame[]): (n: number) => PollAnswer {
    const answers: { frames: readonly Frame[]; answer: PollAnswer }[] = [];
    const answerWith = (own: readonly Frame[]): PollAnswer => {
      let known = answers.find((each) => same(each.frames, own));
      if (known === undefined) {
        known = { frames: own, answer: this.at(position, false, own) };
        answers.push(known);
      }
      return known.answer;
    };
    if (frames.some(({ only }) => only !== undefined))
      return (n) => answerWith(frames.map((frame) => frameFor(frame, n)));
    const answer = answerWith(frames);
    return () => answer;
  }
}

function same(some: readonly Frame[], others: readonly Frame[]): boolean {
  return some.length === others.length && some.every((frame, i) => frame === others[i]);
}
