import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

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
