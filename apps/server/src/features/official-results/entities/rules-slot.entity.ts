import type { RulesName } from '@sunday-live/contract';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The position of a rules variant's values in `player_week.v`. */
@Entity('rules_slot')
export class RulesSlotEntity {
  /** Position of the variant in the list of rules, from 0. */
  @PrimaryColumn('smallint') slot!: number;

  @Column('text', { unique: true }) name!: RulesName;
}
