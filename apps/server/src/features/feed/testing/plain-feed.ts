import type { GameObservation } from '../../slate/observation.js';
import { sameWeek, type WeekKey } from '../../slate/week-key.js';
import {
  type FeedBoard,
  FeedError,
  ScoreFeed,
  type ScoresAnswer,
  type ScoresRequest,
} from '../score-feed.js';

/** A game as a club's scorer might record it: no clock, no plays. */
export interface NotedGame extends WeekKey {
  readonly number: number;
  readonly kickoff: string;
  readonly away: string;
  readonly home: string;
  readonly score: readonly [away: number, home: number] | null;
  readonly over: boolean;
}

/** A second feed: scores by hand, in a format unlike ESPN's. */
export class PlainFeed extends ScoreFeed {
  readonly capabilities = { clocks: false };
  private edition = 1;
  private games: readonly NotedGame[] = [];

  constructor(private readonly current: WeekKey) {
    super();
  }

  note(games: readonly NotedGame[]): void {
    this.games = games;
    this.edition += 1;
  }

  async scores({ etag, signal, onAnswer }: ScoresRequest = {}): Promise<ScoresAnswer> {
    if (signal?.aborted) throw new FeedError('aborted', 'shutting down');
    onAnswer?.();
    const answer = { etag: String(this.edition), maxAgeMs: null, latencyMs: 0 };
    if (etag === answer.etag) return { ...answer, board: null };
    const games = this.ofWeek(this.current);
    const withoutCurrentWeek = () => boardOf(null, games);
    return { ...answer, board: { ...boardOf(this.current, games), withoutCurrentWeek } };
  }

  async schedule(week: WeekKey, signal?: AbortSignal): Promise<FeedBoard> {
    if (signal?.aborted) throw new FeedError('aborted', 'shutting down');
    return boardOf(null, this.ofWeek(week));
  }

  private ofWeek(week: WeekKey): GameObservation[] {
    return this.games.filter((game) => sameWeek(game, week)).map(observed);
  }
}

function boardOf(current: WeekKey | null, games: readonly GameObservation[]): FeedBoard {
  const { season, seasonType, week } = current ?? { season: null, seasonType: null, week: null };
  return { observation: { season, seasonType, week, games }, quarantined: [], skipped: [] };
}

function observed({ number, score, over, ...game }: NotedGame): GameObservation {
  const [awayScore, homeScore] = score ?? [0, 0];
  return {
    ...game,
    id: `plain.${number}`,
    timeValid: true,
    awayScore,
    homeScore,
    state: over ? 'post' : score === null ? 'pre' : 'in',
    detail: over ? 'Final' : '',
    period: 0,
    clock: '0:00',
    possession: null,
    redZone: false,
    lastPlay: null,
    facts: {},
  };
}
