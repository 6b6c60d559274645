import { Column, Entity, PrimaryColumn } from 'typeorm';

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
