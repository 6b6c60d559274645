import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Whose turn it is to read the feed, and what the last answer said. One row. */
@Entity('feed_poll')
@Check('feed_poll_id_check', 'id = 1')
export class FeedPollEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  /** Nobody polls before. A claim moves it, so that only one worker gets a turn. */
  @Column('timestamptz', { default: () => 'now()' }) dueAt!: Date;

  /** Fencing token of the worker that polls, or polled last. */
  @Column('bigint', { default: 0 }) fence!: number;

  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;

  /** Time to the next poll that the last success promised, ms. */
  @Column('int', { default: 0 }) intervalMs!: number;

  @Column('timestamptz', { nullable: true }) failingSince!: Date | null;

  /** Tag of the answer that was stored last. */
  @Column('text', { nullable: true }) etag!: string | null;

  /** The feed that it came from. */
  @Column('text', { nullable: true }) source!: string | null;

  /** From the request to the last byte of the last good answer, ms. */
  @Column('int', { nullable: true }) latencyMs!: number | null;

  /** Week of the board that was stored last, whatever the current one is; null: it named none. */
  @Column('int', { nullable: true }) boardSeason!: number | null;

  @Column('smallint', { nullable: true }) boardType!: number | null;

  @Column('int', { nullable: true }) boardWeek!: number | null;

  /** Clocks and scores of the games whose clock should move, in short. */
  @Column('text', { nullable: true }) clocks!: string | null;

  /** Since when `clocks` is the same. */
  @Column('timestamptz', { nullable: true }) clocksAt!: Date | null;
}
