import type { ScheduleObservation } from '../slate/observation.js';
import type { WeekKey } from '../slate/week-key.js';

/** A game that the answer shows in a way that must not be stored. */
export interface QuarantinedGame {
  /** Our key of the game; null when not even the id can be read. */
  readonly gameId: string | null;
  /** Stable code, such as `bad-score`. */
  readonly reason: string;
  readonly detail: string;
  /** Whatever is wrong with it, the feed says that the game is under way. */
  readonly running: boolean;
  /** The beginning of the game's data as it came, for the admin page. */
  readonly excerpt: string;
}

/** An entry that is no game of ours: placeholders, all-star teams. */
export interface SkippedEvent {
  readonly gameId: string;
  readonly reason: string;
}

/** One answer of a feed. Each entry occurs once: as a game, in quarantine, or skipped. */
export interface FeedBoard {
  readonly observation: ScheduleObservation;
  readonly quarantined: readonly QuarantinedGame[];
  readonly skipped: readonly SkippedEvent[];
}

/** The board of the moment, and the season and week that the feed calls current. */
export interface CurrentBoard extends FeedBoard {
  /** The same board while its current week is doubted: games without season and week of their own are kept aside. */
  withoutCurrentWeek(): FeedBoard;
}

export interface ScoresRequest {
  /** Tag of the last answer that was stored; the feed may answer "not changed". */
  readonly etag?: string | null;
  /** Called when the answer begins to arrive. */
  readonly onAnswer?: () => void;
  /** Ends the exchange early (shutdown). */
  readonly signal?: AbortSignal;
}

export interface ScoresAnswer {
  /** Null: nothing changed since `etag`. */
  readonly board: CurrentBoard | null;
  readonly etag: string | null;
  /** How long the answer stays fresh from now, or null when the feed does not say. */
  readonly maxAgeMs: number | null;
  readonly latencyMs: number;
}

/** Abilities of a feed beyond scores. A missing ability is not replaced by another source. */
export interface FeedCapabilities {
  /** Its clocks move while games are played, so that a feed that repeats old answers can be told (rule F19). */
  readonly clocks: boolean;
}

/**
 * Where schedule and scores come from. An adapter is one folder and one line in `feed.module.ts` (docs/adr/0014). It
 * translates everything into the slate's words: teams are ours, weeks are numbered as in rule S31, times are UTC.
 *
 * Game ids are our keys and unique over all feeds, at most 32 characters of `[A-Za-z0-9._-]`. ESPN's event ids are our keys as they
 * are, which the contract promises; any other adapter puts its name before its own ids: `NAME.ID`. The same game has
 * the same key in every answer.
 */
export abstract class ScoreFeed {
  abstract readonly capabilities: FeedCapabilities;

  /**
   * The board of the moment.
   * @throws FeedError for everything that is no readable answer, `aborted` when the signal fired
   */
  abstract scores(request?: ScoresRequest): Promise<ScoresAnswer>;

  /**
   * The board of one week, its games of other weeks included if the feed answers with such.
   * @throws FeedError as `scores`
   */
  abstract schedule(week: WeekKey, signal?: AbortSignal): Promise<FeedBoard>;
}
