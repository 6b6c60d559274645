import type { PushKind, RulesName } from '@sunday-live/contract';
import type { Members } from '@sunday-live/scoring';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { NodeState } from '../../projection/node-state.js';
import type { SeasonState, SlateReader } from '../../slate/slate-reader.js';

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
  readonly banker: boolean;
  /** The league whose lead is followed, or null. */
  readonly league: WatchedLeague | null;
}

export interface WatchedLeague {
  readonly id: string;
  readonly name: string;
  readonly rules: RulesName;
  readonly members: Members;
}

/** What a reading finds: one of two states, between which it turns. */
export interface TurnNews {
  readonly kind: PushKind;
  readonly value: string;
}

/** The current state of a matter for a player. */
export interface Reading<N extends TurnNews = TurnNews> {
  readonly player: string;
  /** `lead-day`, `lead-week`, `banker` */
  readonly what: string;
  /** What it is read of; of another league, week or day it is another matter. */
  readonly about: string;
  /** Null: neither the one nor the other, so what was noted stays. */
  readonly news: N | null;
}

/** Data by which a kind finds news that are due. */
export interface DueContext {
  readonly db: DataSource;
  readonly reader: SlateReader;
  /** Our public key: players whose devices know another one cannot be reached. */
  readonly serverKey: string;
  readonly state: SeasonState;
}

/**
 * A kind of notification: where its news come from, when they are still wanted, and how they read. A kind is one file in this
 * folder and an entry in `kinds.ts`. It has `readings` (news of scores, which turn to and fro) or `addDue` (news of the week).
 */
export interface NotificationKind<N> {
  /** The choice of the player that asks for it, and `kind` in the row. */
  readonly kind: PushKind;
  /** Validates data again when it is read, because rows outlive deploys. */
  readonly schema: z.ZodType<N>;
  /** SQL condition on the news `n` and the choice `c` of its player, beside the choice itself: others are dropped, until they are sent. */
  readonly stillWanted?: string;
  /** For news that turn: the matter they concern. Newer news of the same matter replace older ones. */
  matterOf?(news: N & TurnNews): string;
  /** Reads the current state of every matter of this kind, for the players who follow it. */
  readings?(state: NodeState, watchers: readonly Watcher[]): Reading[];
  /** Stores news that are due by the database's clock, each once. @returns the number of new ones */
  addDue?(context: DueContext): Promise<number>;
  /** News of one player in words. @param news oldest first @param timeZone the player's */
  say(news: readonly N[], timeZone: string): Said[];
}

/** Infers the type of a kind's news: `notificationKind({ kind, schema, say, … })`. */
export function notificationKind<N>(kind: NotificationKind<N>): NotificationKind<N> {
  return kind;
}
