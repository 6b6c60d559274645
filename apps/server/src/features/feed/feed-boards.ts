import { Inject, Injectable, Logger } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import type { ScheduleObservation } from '../slate/observation.js';
import { SlateService } from '../slate/slate.service.js';
import { type WeekKey, weekWords } from '../slate/week-key.js';
import { isLive } from './cadence.js';
import { FeedMetrics } from './feed-metrics.js';
import { extendPoll, gamesOfWeek, type Lease, noteBoard, STORE_MS, watchedGames } from './feed-poll.sql.js';
import { keepUnreadable } from './feed-quarantine.sql.js';
import { WeekReader } from './schedule-importer.js';
import { type CurrentBoard, type FeedBoard, FeedError, ScoreFeed, type ScoresAnswer } from './score-feed.js';
import { Sighting } from './sighting.js';
import { WeekDoubts } from './week-doubts.js';

type Watched = Awaited<ReturnType<typeof watchedGames>>;

interface TakenBoard {
  /** The week that the board names. */
  readonly week: WeekKey | null;
  readonly believed: boolean;
  /** Why the answer is incomplete, unless the boards of single weeks complete it. */
  readonly refused: FeedError | null;
}

/** Stores the boards of one poll, and decides whether the live games could be read. */
@Injectable()
export class FeedBoards {
  private readonly logger = new Logger(FeedBoards.name);

  constructor(
    private readonly feed: ScoreFeed,
    private readonly manager: EntityManager,
    private readonly slate: SlateService,
    private readonly weeks: WeekReader,
    private readonly doubts: WeekDoubts,
    private readonly metrics: FeedMetrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Stores the answer of the default board, then the boards of other weeks with live games (rule P6).
   * @returns the games to watch now, and the answer's tag, unless the same answer must be read again
   * @throws FeedError `unreadable` or `frozen` when scores are not up to date, after everything readable was stored
   */
  async takeIn(
    answer: ScoresAnswer,
    lease: Lease,
    signal: AbortSignal,
  ): Promise<Watched & { etag: string | null }> {
    const sighting = new Sighting();
    const { week: board, believed, refused } = await this.takeCurrent(answer.board, lease, sighting);
    let watched = await watchedGames(this.manager);
    const others = sighting.otherWeeks(watched.games, watched.now, board);
    for (const week of others) await this.takeWeek(week, lease, sighting, signal);
    const clocks = answer.board === null && others.length === 0 ? lease.clocks : sighting.clocks();
    const stillMs = await noteBoard(
      this.manager,
      lease,
      board,
      this.feed.capabilities.clocks ? clocks : null,
    );
    if (others.length > 0) watched = await watchedGames(this.manager);

    if (refused !== null && !sighting.showsLive(watched.games, watched.now)) throw refused;
    const unread = sighting.tooMuchUnread(watched.games, watched.now);
    if (unread !== null) throw new FeedError('unreadable', unread);
    const { frozenMs } = this.config.feed;
    if (stillMs > frozenMs && watched.games.some(({ state }) => state === 'in')) {
      const minutes = Math.floor(frozenMs / 60_000);
      throw new FeedError('frozen', `no clock of the games under way has moved for ${minutes} minutes`);
    }
    return { ...watched, etag: believed ? answer.etag : null };
  }

  private async takeCurrent(
    current: CurrentBoard | null,
    lease: Lease,
    sighting: Sighting,
  ): Promise<TakenBoard> {
    if (current === null) {
      sighting.unchanged(lease.board);
      return { week: lease.board, believed: true, refused: null };
    }
    const refused = await this.refuseEmpty(current);
    if (refused !== null) return { week: null, believed: false, refused };
    const week = namedBy(current.observation);
    const believed = await this.doubts.believes(week, current.observation.games);
    // games without their own season and week would get the doubted ones
    const read = believed ? current : current.withoutCurrentWeek();
    await this.slate.apply(read.observation, lease.fence);
    await this.keepAside(read);
    sighting.add(read);
    return { week, believed, refused: null };
  }

  private async takeWeek(
    week: WeekKey,
    lease: Lease,
    sighting: Sighting,
    signal: AbortSignal,
  ): Promise<void> {
    await extendPoll(this.manager, lease, this.config.feed.timeoutMs + STORE_MS);
    try {
      sighting.add(await this.weeks.read(week, lease.fence, signal));
    } catch (error) {
      if (!(error instanceof FeedError) || error.code === 'aborted') throw error;
      this.logger.debug(`the board of ${weekWords(week)} could not be read: ${error.message}`);
      sighting.failed(week, error.message);
    }
  }

  /**
   * An empty list is invalid while games are expected in it (rule F14).
   * @returns the failure, unless live games on other boards are read there; null: the list may be empty
   * @throws FeedError when the answer names a week that has games
   */
  private async refuseEmpty({ observation, quarantined, skipped }: FeedBoard): Promise<FeedError | null> {
    if (observation.games.length + quarantined.length + skipped.length > 0) return null;
    const failure = new FeedError('implausibly-empty', 'no events while games are expected');
    const { games, now } = await watchedGames(this.manager);
    const named = namedBy(observation);
    if (named !== null && (await gamesOfWeek(this.manager, named)) > 0) throw failure;
    return isLive(games, now) ? failure : null;
  }

  /** Never fails the poll: the good games are stored already. */
  private async keepAside({ quarantined }: FeedBoard): Promise<void> {
    for (const { reason } of quarantined) this.metrics.quarantined.inc({ reason });
    await keepUnreadable(this.manager, quarantined).catch((error: unknown) =>
      this.logger.error(`the quarantine could not be written: ${String(error)}`),
    );
  }
}

function namedBy({ season, seasonType, week }: ScheduleObservation): WeekKey | null {
  if (season === null || seasonType === null || week === null) return null;
  return { season, seasonType, week };
}
