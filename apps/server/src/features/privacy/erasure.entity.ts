import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Deleted accounts whose files in the report storage are still to be deleted. */
@Entity('erasure')
export class ErasureEntity {
  @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  @Column('text') name!: string;

  @Column('text', { array: true }) objects!: string[];

  @Column('timestamptz', { default: () => 'now()' }) at!: Date;
}
