import { Injectable } from '@nestjs/common';
import { SlateService } from '../slate/slate.service.js';
import { sameWeek, type WeekKey, weekWords } from '../slate/week-key.js';
import { FeedError } from './feed-error.js';
import { FeedQuarantineStore } from './feed-quarantine.sql.js';
import { type FeedBoard, ScoreFeed } from './score-feed.js';

/** Reads the board of one named week, and stores its games. */
@Injectable()
export class WeekReader {
  constructor(
    private readonly feed: ScoreFeed,
    private readonly slate: SlateService,
    private readonly quarantine: FeedQuarantineStore,
  ) {}

  /**
   * The current week stays, whatever the answer names.
   * @param fence token of the last poll of this worker
   * @returns the answer's games of this week
   * @throws FeedError also `another-week`: the answer has games, but none of this week
   */
  async read(week: WeekKey, fence: number, signal: AbortSignal): Promise<FeedBoard> {
    const answer = await this.feed.schedule(week, signal);
    const games = answer.observation.games.filter((game) => sameWeek(game, week));
    if (games.length === 0 && answer.observation.games.length > 0) {
      throw new FeedError('another-week', `asked for ${weekWords(week)}, answered with another one`);
    }
    const observation = { season: null, seasonType: null, week: null, games };
    await this.slate.apply(observation, fence);
    await this.quarantine.keep(answer.quarantined);
    return { ...answer, observation };
  }
}
