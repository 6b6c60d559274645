import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { PollingLoop } from '../../platform/async/polling-loop.js';
import { databaseNow } from '../../platform/database/clock.sql.js';
import { groupBy } from '../../platform/group-by.js';
import { gameDeadline } from './deadline.js';
import { GameEntity } from './game.entity.js';
import { type LogWriter, SlateLog } from './slate-log.js';
import { SlateReader } from './slate-reader.js';
import type { StoredGame } from './stored-game.js';

const CHECK_EVERY_MS = 1_000;

/**
 * Locks picks: marks games whose deadline has passed by the database's clock, or that have started, as locked for good,
 * and appends an event, because their picks are visible from then on. It runs on every worker; the second one finds
 * nothing to do.
 */
@Injectable()
export class LockWatcher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(LockWatcher.name);
  private readonly loop = new PollingLoop(
    () => this.lockDue(),
    () => CHECK_EVERY_MS,
    (error) => this.logger.warn(`locking failed: ${String(error)}`),
  );

  constructor(
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** Locks due games. @returns the ids of the games that were locked now */
  async lockDue(): Promise<string[]> {
    if ((await this.due()).length === 0) return [];
    return this.log.write((tx, log) => this.lockDueIn(tx, log));
  }

  /**
   * Does the same inside a transaction, which then holds the log's lock. Changes of the rules call it first, so that
   * due games lock by the old rules.
   */
  async lockDueIn(tx: EntityManager, log: LogWriter): Promise<string[]> {
    await log.lock();
    const due = await this.due(tx);
    const ids = due.map((game) => game.id);
    if (ids.length === 0) return ids;
    await tx.update(GameEntity, { id: In(ids) }, { lockedAt: () => 'clock_timestamp()' });
    const byWeek = groupBy(due, (game) => game.week);
    await log.append(
      [...byWeek].map(([week, games]) => ({
        season: games[0]?.season ?? 0,
        week,
        body: {
          kind: 'lock' as const,
          seasonType: games[0]?.season_type ?? 0,
          games: games.map((game) => game.id),
        },
      })),
    );
    return ids;
  }

  /** Returns the games of the current season that are due and not locked. */
  private async due(manager: EntityManager = this.log.manager): Promise<StoredGame[]> {
    const state = await this.reader.season(manager);
    if (state === null) return [];
    const now = await databaseNow(manager);
    const weeks = await this.reader.weeks(state, manager);
    return weeks.flatMap((week) =>
      week.games.filter((game) => {
        if (game.locked_at !== null || game.state === 'off') return false;
        if (game.state !== 'pre') return true;
        const deadline = gameDeadline(state.lock, game, week.deadline);
        return deadline !== null && deadline <= now;
      }),
    );
  }
}
