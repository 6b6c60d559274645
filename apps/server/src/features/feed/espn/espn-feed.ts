import type { GameObservation, ScheduleObservation } from '../../slate/observation.js';
import type { WeekKey } from '../../slate/week-key.js';
import { FeedHttp, type FeedHttpOptions } from '../http/feed-http.js';
import {
  type FeedBoard,
  FeedError,
  type QuarantinedGame,
  ScoreFeed,
  type ScoresAnswer,
  type ScoresRequest,
  type SkippedEvent,
} from '../score-feed.js';
import { clean, type EventOutcome, normaliseEvent } from './normalise-event.js';
import { idOf, readScoreboard, type Scoreboard, saysRunning } from './scoreboard.schema.js';

interface Read {
  readonly gameId: string | null;
  readonly raw: unknown;
  readonly running: boolean;
  readonly outcome: EventOutcome;
}

const EXCERPT_LENGTH = 2_000;

/**
 * Translates an answer into the slate's words. Pure; never throws; the order of the events does not matter. Each
 * event is read on its own, so that an invalid one is quarantined alone. Rules: docs/feed.md.
 */
export function normalise(scoreboard: Scoreboard): FeedBoard {
  const games: GameObservation[] = [];
  const quarantined: QuarantinedGame[] = [];
  const skipped: SkippedEvent[] = [];

  for (const read of collapse(scoreboard.events.map((raw) => readOne(raw, scoreboard)))) {
    const { outcome } = read;
    if (outcome.kind === 'game') games.push(outcome.game);
    else if (outcome.kind === 'skip') skipped.push({ gameId: outcome.gameId, reason: outcome.reason });
    else {
      const { reason, detail } = outcome;
      quarantined.push({
        gameId: read.gameId,
        reason,
        detail,
        running: read.running,
        excerpt: excerptOf(read.raw),
      });
    }
  }

  games.sort((one, other) => compare(one.kickoff, other.kickoff) || compare(one.id, other.id));
  quarantined.sort((one, other) => compare(sortKey(one), sortKey(other)));
  skipped.sort((one, other) => compare(one.gameId, other.gameId));
  return { observation: { ...currentOf(scoreboard), games }, quarantined, skipped };
}

function readOne(raw: unknown, scoreboard: Scoreboard): Read {
  return { gameId: idOf(raw), raw, running: saysRunning(raw), outcome: normaliseEvent(raw, scoreboard) };
}

/**
 * Identical events with one id count once; different ones contradict each other, and neither is believed (rule F12).
 */
function collapse(reads: readonly Read[]): Read[] {
  const byId = new Map<string, Read[]>();
  const nameless: Read[] = [];
  for (const read of reads) {
    if (read.gameId === null) nameless.push(read);
    else byId.set(read.gameId, [...(byId.get(read.gameId) ?? []), read]);
  }
  const kept = [...byId.values()].map((twins) => {
    const [first, ...others] = twins;
    if (!first) return [];
    const versions = new Set(twins.map((twin) => JSON.stringify(twin.outcome)));
    if (others.length === 0 || (versions.size === 1 && first.outcome.kind !== 'quarantine')) return [first];
    const contradiction: EventOutcome = {
      kind: 'quarantine',
      reason: 'duplicate-contradiction',
      detail: `${versions.size} versions of one game`,
    };
    const outcome = versions.size === 1 ? first.outcome : contradiction;
    const raw = twins.map((twin) => excerptOf(twin.raw)).sort(compare);
    return [{ gameId: first.gameId, raw, running: twins.some(({ running }) => running), outcome }];
  });
  return [...kept.flat(), ...nameless];
}

/** Season and week count only together; the off-season (type 4) names no current week (rule F3). */
function currentOf({ season, week }: Scoreboard): Omit<ScheduleObservation, 'games'> {
  const type = season?.type ?? 0;
  if (!season || !week || type < 1 || type > 3) return { season: null, seasonType: null, week: null };
  return { season: season.year, seasonType: type, week: week.number };
}

function excerptOf(raw: unknown): string {
  try {
    return clean(JSON.stringify(raw) ?? String(raw), EXCERPT_LENGTH);
  } catch {
    return '(nested too deeply to show)';
  }
}

function sortKey(game: QuarantinedGame): string {
  return `${game.gameId ?? ''} ${game.reason} ${game.excerpt}`;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

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
