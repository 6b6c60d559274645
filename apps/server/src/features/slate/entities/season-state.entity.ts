import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';

/** The current week and the season's settings. One row. */
@Entity('season_state')
@Check('season_state_id_check', 'id = 1')
@Check('season_state_lock_check', oneOf('lock', ['week', 'kickoff']))
@Check('season_state_playoff_jokers_check', '(playoff_jokers >= 0) AND (playoff_jokers <= 4)')
export class SeasonStateEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('int', { nullable: true }) season!: number | null;

  @Column('smallint', { nullable: true }) seasonType!: number | null;

  @Column('int', { nullable: true }) week!: number | null;

  @Column('text', { default: 'week' }) lock!: 'week' | 'kickoff';

  /** Games that lock from then on cause forced jokers; null: jokers are not forced. */
  @Column('timestamptz', { nullable: true }) forcedJokersSince!: Date | null;

  @Column('boolean', { default: false, comment: 'players are asked for cards in the pre-season' })
  preseason!: boolean;

  @Column('boolean', { default: false, comment: 'a road team is a banker once in the playoffs' })
  playoffBankersOnce!: boolean;

  @Column('smallint', { default: 0, comment: 'jokers of a player in the playoffs' }) playoffJokers!: number;
}
