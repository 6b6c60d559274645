import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { jittered, PollingLoop } from '../async/polling-loop.js';
import { Log } from '../logging/log.js';

const EVERY_MS = 3_600_000;
const FIRST_MS = 30_000;

/** Something that is cleaned now and then. Several workers may do it at once: the second finds nothing to do. */
export interface Chore {
  readonly name: string;
  /** @returns how much was removed */
  readonly run: () => Promise<number>;
}

/** Cleans what is old, about once an hour on every worker. A chore that fails holds up no other. */
@Injectable()
export class Chores implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly chores: Chore[] = [];
  private readonly loop = new PollingLoop(
    () => this.runAll(),
    jittered(EVERY_MS),
    () => undefined,
  );

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Log,
  ) {}

  register(chore: Chore): void {
    this.chores.push(chore);
  }

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start(jittered(FIRST_MS)());
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** Runs every chore once. */
  async runAll(): Promise<void> {
    for (const { name, run } of this.chores) {
      try {
        const removed = await run();
        if (removed > 0) this.log.log(`${name}: ${removed} removed`, Chores.name);
      } catch (error) {
        this.log.failure(`${name} failed`, error);
      }
    }
  }
}
