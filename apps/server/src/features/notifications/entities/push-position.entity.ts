import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The position in the slate log up to which news was found. One row. */
@Entity('push_position')
@Check('push_position_id_check', 'id = 1')
export class PushPositionEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('text', { default: '' }) epoch!: string;

  @Column('bigint', { default: 0 }) seq!: number;
}
