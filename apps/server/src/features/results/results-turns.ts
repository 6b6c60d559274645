import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { ScoresService } from './scores.service.js';

/** What a tick does. On one worker only one runs at a time; whoever asks meanwhile gets the next one, together with others. */
@Injectable()
export class ResultsTurns implements BeforeApplicationShutdown {
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private stopped = false;

  constructor(private readonly scores: ScoresService) {}

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
    await this.scores.update();
  }
}
