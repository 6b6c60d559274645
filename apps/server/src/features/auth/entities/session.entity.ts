import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { UserEntity } from './user.entity.js';

/** A signed-in browser: better-auth's table. */
@Entity('session')
export class SessionEntity {
  @PrimaryColumn('text') id!: string;

  @Column('timestamptz', { name: 'expiresAt' }) expiresAt!: Date;

  @Column('text', { unique: true }) token!: string;

  @Column('timestamptz', { name: 'createdAt', default: () => 'now()' }) createdAt!: Date;

  @Column('timestamptz', { name: 'updatedAt', default: () => 'now()' }) updatedAt!: Date;

  @Column('text', { name: 'ipAddress', nullable: true }) ipAddress!: string | null;

  @Column('text', { name: 'userAgent', nullable: true }) userAgent!: string | null;

  @Index('session_userId') @Column('text', { name: 'userId' }) userId!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'userId' }) user?: UserEntity;
}
