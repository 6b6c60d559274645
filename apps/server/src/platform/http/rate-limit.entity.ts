import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Counters of the rate limits. */
@Entity('rate_limit')
export class RateLimitEntity {
  @PrimaryColumn('text') key!: string;

  @Column('int') hits!: number;

  @Index('rate_limit_resets_at') @Column('timestamptz') resetsAt!: Date;
}
