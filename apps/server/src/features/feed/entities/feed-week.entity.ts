import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which weeks of the schedule were read when. */
@Entity('feed_week')
export class FeedWeekEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  /** When the week was last read; null: a read is wanted. */
  @Column('timestamptz', { nullable: true }) readAt!: Date | null;

  /** How many games it had then. */
  @Column('int', { default: 0 }) games!: number;

  /** The feed is not asked for the week again before. */
  @Column('timestamptz', { nullable: true }) waitUntil!: Date | null;

  @Column('int', { default: 0 }) failures!: number;

  @Column('timestamptz', { nullable: true }) failingSince!: Date | null;
}
