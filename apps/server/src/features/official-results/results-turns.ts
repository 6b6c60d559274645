import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { ForcedJokersService } from '../cards/forced-jokers.service.js';
import { MovedGames } from '../moves/moved-games.service.js';
import { ScoresService } from './scores.service.js';
import { WeekReviewService } from './week-review.service.js';

/** While the log grows quicker than scores are worked in, confirming waits for the next turn. */
const TRIES = 3;

/** What a tick does. On one worker only one runs at a time; whoever asks meanwhile gets the next one, together with others. */
@Injectable()
export class ResultsTurns implements BeforeApplicationShutdown {
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly jokers: ForcedJokersService,
    private readonly scores: ScoresService,
    private readonly weeks: WeekReviewService,
    private readonly moves: MovedGames,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await Promise.allSettled([this.running, this.next]);
  }

  /** Ends when everything that had happened before the call is worked in. */
  run(): Promise<void> {
    if (this.running === null) return this.begin();
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.begin();
      });
    return this.next;
  }

  private begin(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.running = this.work().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async work(): Promise<void> {
    await this.moves.report();
    await this.jokers.play();
    for (let i = 0; i < TRIES; i += 1) {
      await this.scores.update();
      if (await this.weeks.review()) return;
    }
  }
}
