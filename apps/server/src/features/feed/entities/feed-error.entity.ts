import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Errors of the feed; equal texts share a row. */
@Entity('feed_error')
export class FeedErrorEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;

  @Column('text') message!: string;

  @Column('timestamptz', { default: () => 'now()' }) firstAt!: Date;

  @Column('timestamptz', { default: () => 'now()' }) lastAt!: Date;

  @Column('int', { default: 1 }) times!: number;
}
