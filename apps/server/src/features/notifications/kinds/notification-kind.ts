import type { PushKind, RulesName } from '@sunday-live/contract';
import type { Members } from '@sunday-live/scoring';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { NodeState } from '../../projection/node-state.js';
import type { SeasonState, SlateReader } from '../../slate/slate-reader.js';
import { SEASON_TYPES, seasonSearch, type WeekKey } from '../../slate/week-key.js';

/** A message in words, or a part of one. */
export interface Said {
  readonly title: string;
  readonly body: string;
  /** The page that it opens. */
  readonly path: string;
}

/** A player who wants notifications about scores. */
export interface Watcher {
  readonly player: string;
  readonly kinds: readonly PushKind[];
  /** The league that the player follows; null: none, or no kind that is about it is wanted. */
  readonly league: WatchedLeague | null;
}

export interface WatchedLeague {
  readonly id: string;
  readonly name: string;
  readonly rules: RulesName;
  readonly members: Members;
}

/** The result of a reading: one of two states. */
export interface TurnNews {
  readonly kind: PushKind;
  readonly value: string;
}

/** The current state of a matter for a player. */
export interface Reading<N extends TurnNews = TurnNews> {
  readonly player: string;
  /** `lead-day`, `lead-week`, `banker` */
  readonly what: string;
  /** The subject of the reading: another league, week or day is another matter. */
  readonly about: string;
  /** Null: neither state, so the stored one stays. */
  readonly news: N | null;
}

/** The data by which a kind finds due news. */
interface DueContext {
  readonly db: DataSource;
  readonly reader: SlateReader;
  /** Our public key: devices that were registered for another key cannot be reached. */
  readonly serverKey: string;
  readonly state: SeasonState;
}

/**
 * A kind of notification: what causes its news, when they are still wanted, and their words. A kind is one file in
 * this folder and an entry in `kinds.ts`. It has `readings` (news about scores, which can turn back) or `addDue`
 * (news of the week).
 */
export interface NotificationKind<N> {
  /** The player's choice for this kind, and `kind` in the row. */
  readonly kind: PushKind;
  /** Validates data again when it is read, because rows outlive deploys. */
  readonly schema: z.ZodType<N>;
  /**
   * SQL condition on the news `n` and the choice `c` of its player, in addition to the choice itself; other news are
   * dropped, until they are sent.
   */
  readonly stillWanted?: string;
  /** For news that can turn back: their matter. Newer news of the same matter replace older ones. */
  matterOf?(news: N & TurnNews): string;
  /** The readings are about the league that the player follows. */
  readonly ofLeague?: true;
  /** Reads the current state of every matter of this kind, for the players who want it. */
  readings?(state: NodeState, watchers: readonly Watcher[]): Reading[];
  /** Stores news that are due by the database's clock, each once. @returns the number of new ones */
  addDue?(context: DueContext): Promise<number>;
  /** Writes the news of one player. @param news oldest first @param timeZone the player's */
  say(news: readonly N[], timeZone: string): Said[];
}

/** Infers the type of a kind's news: `notificationKind({ kind, schema, say, … })`. */
export function notificationKind<N>(kind: NotificationKind<N>): NotificationKind<N> {
  return kind;
}

/** The week of news. Older rows without a type are of the regular season. */
export const newsWeek = {
  season: z.number().int().nullable().default(null),
  seasonType: z.number().int().default(SEASON_TYPES.regular),
  week: z.number().int(),
};

type WeekOfNews = Omit<WeekKey, 'season'> & { readonly season: number | null };

/** The last part of a page's address, for a card or results of that week. */
export function weekAddress({ season, seasonType, week }: WeekOfNews): string {
  return season === null ? String(week) : `${week}${seasonSearch({ season, seasonType })}`;
}

/** The current week as part of a reading's subject; null before the feed has named one. */
export function weekOf({ season }: NodeState): string | null {
  return season === null ? null : `${season.season}:${season.seasonType}:${season.week}`;
}
