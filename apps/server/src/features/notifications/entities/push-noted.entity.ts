import { Column, Entity, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../auth/entities/user.entity.js';

/** A player's last stored place: a difference from it is news. */
@Entity('push_noted')
export class PushNotedEntity {
  @PrimaryColumn('text', { name: 'player' }) playerId!: string;

  @PrimaryColumn('text') what!: string;

  /** League, week or day: a change of it starts again, without news. */
  @Column('text') about!: string;

  @Column('text') value!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}
