import { Check, Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { oneOf } from '../../platform/database/checks.js';

/** The turn to poll the feed, and the last answer. One row. */
@Entity('feed_poll')
@Check('feed_poll_id_check', 'id = 1')
export class FeedPollEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  /** Nobody polls before. A claim advances it, so that only one worker gets a turn. */
  @Column('timestamptz', { default: () => 'now()' }) dueAt!: Date;

  /** Fencing token of the present or last poller. */
  @Column('bigint', { default: 0 }) fence!: number;

  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;

  /** Time to the next poll that the last success promised, ms. */
  @Column('int', { default: 0 }) intervalMs!: number;

  @Column('timestamptz', { nullable: true }) failingSince!: Date | null;

  /** Tag of the last stored answer. */
  @Column('text', { nullable: true }) etag!: string | null;

  /** The feed of that answer. */
  @Column('text', { nullable: true }) source!: string | null;

  /** Duration of the last good answer, from the request to the last byte, ms. */
  @Column('int', { nullable: true }) latencyMs!: number | null;

  /** Week of the last stored board, which need not be the current one; null: it named none. */
  @Column('int', { nullable: true }) boardSeason!: number | null;

  @Column('smallint', { nullable: true }) boardType!: number | null;

  @Column('int', { nullable: true }) boardWeek!: number | null;

  /** Clocks and scores of the games whose clocks should move, abbreviated. */
  @Column('text', { nullable: true }) clocks!: string | null;

  /** Since when `clocks` has been the same. */
  @Column('timestamptz', { nullable: true }) clocksAt!: Date | null;
}

/** What players see of the state of the feed. One row. */
@Entity('feed_state')
@Check('feed_state_id_check', 'id = 1')
@Check('feed_state_state_check', oneOf('state', ['ok', 'stale', 'down']))
export class FeedStateEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('text', { default: 'ok' }) state!: 'ok' | 'stale' | 'down';

  @Column('timestamptz', { nullable: true }) asOf!: Date | null;

  @Column('int', { default: 0 }) failures!: number;

  @Column('text', { nullable: true }) lastError!: string | null;

  @Column('timestamptz', { default: () => 'now()' }) changedAt!: Date;
}

/** When each week of the schedule was read. */
@Entity('feed_week')
export class FeedWeekEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  /** When the week was last read; null: it must be read. */
  @Column('timestamptz', { nullable: true }) readAt!: Date | null;

  /** Number of its games at that time. */
  @Column('int', { default: 0 }) games!: number;

  /** Earliest time of the next request. */
  @Column('timestamptz', { nullable: true }) waitUntil!: Date | null;

  @Column('int', { default: 0 }) failures!: number;

  @Column('timestamptz', { nullable: true }) failingSince!: Date | null;
}

/** A current week that the feed names and that the server does not believe yet. At most one row. */
@Entity('feed_doubt')
@Check('feed_doubt_id_check', 'id = 1')
export class FeedDoubtEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('int') season!: number;

  @Column('smallint') seasonType!: number;

  @Column('int') week!: number;

  @Column('timestamptz', { default: () => 'now()' }) firstAt!: Date;

  @Column('timestamptz', { default: () => 'now()' }) lastAt!: Date;

  @Column('int', { default: 1 }) times!: number;

  @Column('boolean', { default: false }) accepted!: boolean;
}

/** Errors of the feed; equal texts share a row. */
@Entity('feed_error')
export class FeedErrorEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;

  @Column('text') message!: string;

  @Column('timestamptz', { default: () => 'now()' }) firstAt!: Date;

  @Column('timestamptz', { default: () => 'now()' }) lastAt!: Date;

  @Column('int', { default: 1 }) times!: number;
}
