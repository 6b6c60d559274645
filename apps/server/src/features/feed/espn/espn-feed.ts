import type { WeekKey } from '../../slate/week-key.js';
import { FeedError } from '../feed-error.js';
import { FeedHttp, type FeedHttpOptions } from '../http/feed-http.js';
import { type FeedBoard, ScoreFeed, type ScoresAnswer, type ScoresRequest } from '../score-feed.js';
import { normalise } from './normalise.js';
import { readScoreboard } from './scoreboard.schema.js';

export const SCOREBOARD_PATH = '/apis/site/v2/sports/football/nfl/scoreboard';

export interface EspnOptions extends FeedHttpOptions {
  /** Origin and prefix in front of ESPN's path. */
  readonly baseUrl: string;
}

/** ESPN's scoreboard: one address, which returns the current or the requested week. */
export class EspnFeed extends ScoreFeed {
  readonly capabilities = { clocks: true };
  private readonly http: FeedHttp;
  private readonly address: string;

  constructor({ baseUrl, ...limits }: EspnOptions) {
    super();
    this.http = new FeedHttp(limits);
    this.address = `${baseUrl}${SCOREBOARD_PATH}`;
  }

  async scores(request: ScoresRequest = {}): Promise<ScoresAnswer> {
    const { body, ...answer } = await this.http.read(new URL(this.address), request);
    if (body === undefined) return { ...answer, board: null };
    const scoreboard = readScoreboard(body);
    const withoutCurrentWeek = () => normalise({ ...scoreboard, season: null, week: null });
    return { ...answer, board: { ...normalise(scoreboard), withoutCurrentWeek } };
  }

  async schedule({ season, seasonType, week }: WeekKey, signal?: AbortSignal): Promise<FeedBoard> {
    const url = new URL(this.address);
    url.searchParams.set('dates', String(season));
    url.searchParams.set('seasontype', String(seasonType));
    url.searchParams.set('week', String(week));
    const { body } = await this.http.read(url, signal === undefined ? {} : { signal });
    if (body === undefined) throw new FeedError('status', 'not changed, though no tag was sent');
    return normalise(readScoreboard(body));
  }
}
