import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Periodic work of one worker of the cluster: tickers and chores. */
@Entity('ticker')
export class TickerEntity {
  @PrimaryColumn('text') name!: string;

  /** A chore's next run; a ticker's next turn while its queue is silent. The worker that advances it gets the turn. */
  @Column('timestamptz', { default: () => 'now()' }) dueAt!: Date;

  /** Last tick of the ticker's queue; null for chores. When ticks stop, the watchdogs take the turns. */
  @Column('timestamptz', { nullable: true }) tickedAt!: Date | null;
}
