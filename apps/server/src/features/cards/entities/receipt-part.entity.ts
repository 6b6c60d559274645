import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Games of a week whose picks locked together. */
@Entity('receipt_part')
export class ReceiptPartEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @PrimaryColumn('int') part!: number;

  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at!: Date;

  /** Time of the lock by game id. */
  @Column('jsonb') locks!: Record<string, string>;

  /** Number of the last player whose receipt is issued; null: everybody has one. */
  @Column('int', { nullable: true }) issuedTo!: number | null;
}
