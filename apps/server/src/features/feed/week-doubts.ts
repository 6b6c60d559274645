import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AlertsService } from '../alerts/alerts.service.js';
import type { GameObservation } from '../slate/observation.js';
import { sameWeek, type WeekKey, weekWords } from '../slate/week-key.js';
import { FeedDoubtEntity } from './entities/feed-doubt.entity.js';
import { FeedPollEntity } from './entities/feed-poll.entity.js';
import { countDoubt, readDoubt, weekFacts } from './week-doubts.sql.js';
import { isExplained, SIGHTINGS } from './week-step.js';

const ALERT = 'feed/week';

/** Decides whether the current week that an answer names is believed (rule F17). */
@Injectable()
export class WeekDoubts {
  constructor(
    private readonly db: DataSource,
    private readonly alerts: AlertsService,
    private readonly audit: AuditLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Called once per answer, by the polling worker.
   * @param games of the same answer
   * @returns false while the named week is doubted: season and week then stay
   */
  async believes(named: WeekKey | null, games: readonly GameObservation[]): Promise<boolean> {
    if (named === null) return true;
    const { current, openBefore, firstStored, doubted, now } = await weekFacts(this.db.manager, named);
    const firstKickoff = firstOf(games, named) ?? firstStored;
    const sure =
      current === null ||
      sameWeek(current, named) ||
      this.config.feed.doubtMs === 0 ||
      isExplained({ current, named, openBefore, firstKickoff, now });
    if (sure && !doubted) return true;
    return this.db.transaction(async (tx) => {
      if (!sure && !(await this.seenLongEnough(tx, named))) {
        await this.raise(tx, named, current);
        return false;
      }
      await tx.delete(FeedDoubtEntity, { id: 1 });
      await this.alerts.clear(tx, ALERT);
      return true;
    });
  }

  /**
   * Accepts the doubted week as soon as the feed names it again.
   * @throws AppError `not-found` when no week is doubted
   */
  async accept(author: Author, why: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = await readDoubt(tx);
      if (row === null) throw new AppError('not-found');
      await tx.update(FeedDoubtEntity, { id: 1 }, { accepted: true });
      await tx.update(FeedPollEntity, { id: 1 }, { dueAt: () => 'least(due_at, now())' });
      const { season, seasonType, week } = row;
      await this.audit.record(tx, author, { target: 'feed/week', after: { season, seasonType, week }, why });
    });
  }

  /** Counts this sighting. Another week than the one doubted so far begins at one. */
  private async seenLongEnough(tx: EntityManager, named: WeekKey): Promise<boolean> {
    await countDoubt(tx, named);
    const row = await readDoubt(tx);
    if (row === null) return false;
    return row.accepted || (row.times >= SIGHTINGS && row.ageMs >= this.config.feed.doubtMs);
  }

  private async raise(tx: EntityManager, named: WeekKey, current: WeekKey | null): Promise<void> {
    const words = weekWords(named);
    const here = current === null ? 'no week' : weekWords(current);
    await this.alerts.raise(tx, {
      key: ALERT,
      title: `The feed names another week: ${words}`,
      message:
        `The feed calls ${words} the current week, but the game is in ${here}, and its calendar does not explain the step.\n` +
        `Nothing changes until the feed has said so ${SIGHTINGS} times over ${Math.round(this.config.feed.doubtMs / 1_000)} seconds. ` +
        'To believe it now, open Feed on the admin pages and accept the week.',
    });
  }
}

function firstOf(games: readonly GameObservation[], named: WeekKey): Date | null {
  const kickoffs = games
    .filter((game) => sameWeek(game, named) && game.timeValid && game.state !== 'off')
    .map((game) => Date.parse(game.kickoff));
  return kickoffs.length === 0 ? null : new Date(Math.min(...kickoffs));
}
