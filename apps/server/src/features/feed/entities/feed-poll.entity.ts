import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

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
