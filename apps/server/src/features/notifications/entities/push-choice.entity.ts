import type { PushKind } from '@sunday-live/contract';
import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';
import { LeagueEntity } from '../../leagues/entities/league.entity.js';

/** Which notifications a player wants. */
@Entity('push_choice')
export class PushChoiceEntity {
  @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  /** The kinds that the player has switched on. */
  @Column('text', { array: true, default: [] }) kinds!: PushKind[];

  @Column('boolean', { default: false }) sound!: boolean;

  /** The league whose lead is followed. */
  @Index('push_choice_league') @Column('text', { name: 'league', nullable: true }) leagueId!: string | null;

  @ManyToOne(() => LeagueEntity, { onDelete: 'SET NULL' }) league?: LeagueEntity | null;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}
