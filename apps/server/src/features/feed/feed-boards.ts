import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import type { ScheduleObservation } from '../slate/observation.js';
import { SlateService } from '../slate/slate.service.js';
import { type WeekKey, weekWords } from '../slate/week-key.js';
import { isLive } from './cadence.js';
import type { FeedAnswer } from './feed.client.js';
import { FeedError } from './feed-error.js';
import { FeedMetrics } from './feed-metrics.js';
import { FeedPollStore, type Lease, STORE_MS } from './feed-poll.store.js';
import { FeedQuarantineStore } from './feed-quarantine.store.js';
import { type NormalisedScoreboard, normalise } from './normalise.js';
import type { Scoreboard } from './scoreboard.schema.js';
import { Sighting } from './sighting.js';
import { WeekDoubts } from './week-doubts.js';
import { WeekReader } from './week-reader.js';

type Watched = Awaited<ReturnType<FeedPollStore['watchedGames']>>;

interface DefaultBoard {
  /** The week that the board names. */
  readonly week: WeekKey | null;
  readonly believed: boolean;
  /** Why it is no answer, unless the boards of single weeks show what it lacks. */
  readonly refused: FeedError | null;
}

/** Stores what the boards of one poll say, and judges whether the live games could be read. */
@Injectable()
export class FeedBoards {
  private readonly logger = new Logger(FeedBoards.name);

  constructor(
    private readonly store: FeedPollStore,
    private readonly slate: SlateService,
    private readonly quarantine: FeedQuarantineStore,
    private readonly weeks: WeekReader,
    private readonly doubts: WeekDoubts,
    private readonly metrics: FeedMetrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Takes in the answer of the default board, then the boards of other weeks with live games (rule P6).
   * @returns the games that are watched now, and the answer's tag, unless the same answer must be read again
   * @throws FeedError `unreadable` or `frozen` when scores are not up to date, after everything readable was stored
   */
  async takeIn(
    answer: FeedAnswer,
    lease: Lease,
    signal: AbortSignal,
  ): Promise<Watched & { etag: string | null }> {
    const sighting = new Sighting();
    const { week: board, believed, refused } = await this.takeDefault(answer.scoreboard, lease, sighting);
    let watched = await this.store.watchedGames();
    const others = sighting.otherWeeks(watched.games, watched.now, board);
    for (const week of others) await this.takeWeek(week, lease, sighting, signal);
    const clocks = answer.scoreboard === null && others.length === 0 ? lease.clocks : sighting.clocks();
    const stillMs = await this.store.noteBoard(lease, board, clocks);
    if (others.length > 0) watched = await this.store.watchedGames();

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

  private async takeDefault(
    scoreboard: Scoreboard | null,
    lease: Lease,
    sighting: Sighting,
  ): Promise<DefaultBoard> {
    if (scoreboard === null) {
      sighting.unchanged(lease.board);
      return { week: lease.board, believed: true, refused: null };
    }
    const refused = await this.refuseEmpty(scoreboard);
    if (refused !== null) return { week: null, believed: false, refused };
    const seen = normalise(scoreboard);
    const week = namedBy(seen.observation);
    const believed = await this.doubts.believes(week, seen.observation.games);
    // games that have no season and week of their own would get those that are doubted
    const read = believed ? seen : normalise({ ...scoreboard, season: null, week: null });
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
    await this.store.extend(lease, this.config.feed.timeoutMs + STORE_MS);
    try {
      sighting.add(await this.weeks.read(week, lease.fence, signal));
    } catch (error) {
      if (!(error instanceof FeedError) || error.code === 'aborted') throw error;
      this.logger.debug(`the board of ${weekWords(week)} could not be read: ${error.message}`);
      sighting.failed(week, error.message);
    }
  }

  /**
   * An empty list is no answer while games are expected in it (rule F14).
   * @returns the failure, unless games that are live elsewhere are read elsewhere; null: the list may be empty
   * @throws FeedError when the answer names a week that has games
   */
  private async refuseEmpty({ events, season, week }: Scoreboard): Promise<FeedError | null> {
    if (events.length > 0) return null;
    const failure = new FeedError('implausibly-empty', 'no events while games are expected');
    const { games, now } = await this.store.watchedGames();
    if (season?.type && week && (await this.store.gamesOfWeek(season.year, season.type, week.number)) > 0)
      throw failure;
    return isLive(games, now) ? failure : null;
  }

  /** Never fails the poll: the good games are stored already. */
  private async keepAside({ quarantined }: NormalisedScoreboard): Promise<void> {
    for (const { reason } of quarantined) this.metrics.quarantined.inc({ reason });
    await this.quarantine
      .keep(quarantined)
      .catch((error: unknown) => this.logger.error(`the quarantine could not be written: ${String(error)}`));
  }
}

function namedBy({ season, seasonType, week }: ScheduleObservation): WeekKey | null {
  if (season === null || seasonType === null || week === null) return null;
  return { season, seasonType, week };
}
