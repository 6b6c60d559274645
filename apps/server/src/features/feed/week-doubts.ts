import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AlertsService } from '../alerts/alerts.service.js';
import type { GameObservation } from '../slate/observation.js';
import { sameWeek, type WeekKey, weekWords } from '../slate/week-key.js';
import { FeedDoubtEntity, FeedPollEntity } from './feed.entity.js';
import { countDoubt, readDoubt, weekFacts } from './week-doubts.sql.js';

/** The data for deciding about an answer that names another than the current week. */
export interface StepFacts {
  readonly current: WeekKey;
  readonly named: WeekKey;
  /** True when a stored game of a week from the current one up to the named one is in progress or upcoming. */
  readonly openBefore: boolean;
  /** First kickoff of the named week; null when no game of it is known. */
  readonly firstKickoff: Date | null;
  /** The database's clock. */
  readonly now: Date;
}

/** A doubtful week is believed after it was named this often, over at least `FEED_DOUBT_MS`. */
export const SIGHTINGS = 3;

/** The feed changes to the next week on Wednesday; its first games follow within two days. */
const SOON_MS = 48 * 60 * 60_000;

/**
 * Returns whether the calendar explains a step of the current week, so that it is believed at once: forward, with
 * everything before it played; or to the next week when that begins within two days, although a late game of this
 * week is not over (rule F17).
 */
export function isExplained({ current, named, openBefore, firstKickoff, now }: StepFacts): boolean {
  if (compareWeeks(named, current) < 0) return false;
  if (!openBefore) return true;
  const next = named.season === current.season && named.seasonType === current.seasonType;
  const soon = firstKickoff !== null && firstKickoff.getTime() - now.getTime() <= SOON_MS;
  return next && named.week === current.week + 1 && soon;
}

/** Negative when `one` is the earlier week: by season, type (pre, regular, post) and number. */
function compareWeeks(one: WeekKey, other: WeekKey): number {
  return one.season - other.season || one.seasonType - other.seasonType || one.week - other.week;
}

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
