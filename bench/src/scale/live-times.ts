import { setTimeout as sleep } from 'node:timers/promises';
import { LiveClient } from '@sunday-live/testing';
import { microseconds } from '../baselines/baseline.js';
import type { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import type { ScaleStage } from './stage.js';

const SCORE_WITHIN_MS = 20_000;
const BETWEEN_MS = 150;

/** Milliseconds from the feed's answer to the frame, of each score. */
export interface LiveTimes {
  readonly everyone: number[];
  readonly league: number[];
}

/** A viewer of `everyone` and one of a league of 50. */
export class LiveTimer {
  private readonly arrived = { everyone: null as number | null, league: null as number | null };

  private constructor(private readonly stage: ScaleStage) {}

  static async open(scratch: Scratch, stage: ScaleStage): Promise<LiveTimer> {
    const timer = new LiveTimer(stage);
    const { web, origin, cookies } = stage;
    for (const [name, league] of [
      ['everyone', 'everyone'],
      ['league', 'league-1'],
    ] as const) {
      scratch.keep(
        await LiveClient.open({
          port: web.port,
          origin,
          league,
          cookie: cookies[0] ?? '',
          onEvent: (event) => {
            if (event === 'delta') timer.arrived[name] ??= microseconds();
          },
        }),
      );
    }
    return timer;
  }

  /** Scores one after the other, `least` of them, and on until `meanwhile` has ended. */
  async measure(least: number, meanwhile: Promise<unknown> = Promise.resolve()): Promise<LiveTimes> {
    let going = true;
    const ended = meanwhile.finally(() => {
      going = false;
    });
    // a failure is thrown at the end
    ended.catch(() => undefined);
    const times: LiveTimes = { everyone: [], league: [] };
    while (going || times.everyone.length < least) {
      const { everyone, league } = await this.score();
      times.everyone.push(everyone);
      times.league.push(league);
      await sleep(Math.random() * BETWEEN_MS);
    }
    await ended;
    return times;
  }

  private async score(): Promise<{ everyone: number; league: number }> {
    const { arrived, stage } = this;
    arrived.everyone = null;
    arrived.league = null;
    stage.feed.score();
    const at = await until('frames', SCORE_WITHIN_MS, async () =>
      arrived.everyone !== null && arrived.league !== null
        ? { everyone: arrived.everyone, league: arrived.league }
        : null,
    );
    const written = stage.feed.scoreWrittenAt;
    if (written === null) throw new Error('a frame came before the answer');
    return { everyone: (at.everyone - written) / 1000, league: (at.league - written) / 1000 };
  }
}
