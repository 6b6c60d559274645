import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Records that an admin has entered. */
@Entity('record')
export class RecordEntity {
  @PrimaryColumn('text') id!: string;

  @Column('text') title!: string;

  @Column('text') holder!: string;

  @Column('text') feat!: string;

  @Column('int', { nullable: true }) season!: number | null;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}
