import { DEFAULT_RULES, type RulesName } from '@sunday-live/scoring';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';

/** A league. `everyone` holds every player without a row for each member. */
@Entity('league')
@Check('league_visibility_check', oneOf('visibility', ['open', 'code']))
export class LeagueEntity {
  @PrimaryColumn('text') id!: string;

  @Column('text') name!: string;

  @Column('text', { default: DEFAULT_RULES }) rules!: RulesName;

  @Column('text', { default: 'code' }) visibility!: 'open' | 'code';

  @Column('text', { nullable: true, unique: true }) code!: string | null;

  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;

  /** True: other sites may show its standings. */
  @Column('boolean', { default: false }) widget!: boolean;
}
