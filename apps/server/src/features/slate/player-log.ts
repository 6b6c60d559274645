import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { PollingLoop } from '../../platform/async/polling-loop.js';
import { PlayerChanges, type PlayerWriter, type ShownDifferently } from '../auth/player-accounts.js';
import { UserEntity } from '../auth/user.entity.js';
import { SlateLog } from './slate-log.js';

const CHECK_EVERY_MS = 2_000;
/** Maximum per round; the next round continues. */
const AT_ONCE = 200;

/**
 * Appends new and changed players to the log. Our own changes and their event share a transaction. The authentication
 * library inserts new players itself, marked as not on the log (`user.on_log`); they are appended right after, or by a
 * worker's next round when the process died in between.
 */
@Injectable()
export class PlayerLog implements PlayerWriter, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(PlayerLog.name);
  private readonly loop = new PollingLoop(
    () => this.appendMissing(),
    () => CHECK_EVERY_MS,
    (error) => this.logger.warn(`new players could not be appended to the log yet: ${String(error)}`),
  );

  constructor(
    private readonly log: SlateLog,
    @Inject(CONFIG) private readonly config: Config,
    changes: PlayerChanges,
  ) {
    changes.writeWith(this);
  }

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  write<T>(change: (tx: EntityManager, shown: ShownDifferently) => Promise<T>): Promise<T> {
    return this.log.write(async (tx, log) => {
      // lock the log before rows of players, as every writer of the log does, to avoid deadlocks
      await log.lock();
      const changed = new Set<string>();
      const result = await change(tx, (id) => changed.add(id));
      await log.appendPlayers([...changed]);
      return result;
    });
  }

  /** Appends players who are not on the log yet. */
  async appendMissing(): Promise<void> {
    const missing = await this.log.manager.find(UserEntity, {
      select: { id: true },
      where: { onLog: false },
      order: { n: 'ASC' },
      take: AT_ONCE,
    });
    if (missing.length === 0) return;
    await this.log.write(async (_tx, log) => {
      await log.lock();
      await log.appendMissing(missing.map(({ id }) => id));
    });
  }
}
