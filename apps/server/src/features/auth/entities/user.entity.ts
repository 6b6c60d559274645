import type { Me } from '@sunday-live/contract';
import { Check, Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';

/**
 * SQL for `nameKey` of a name, as far as PostgreSQL can express it: it removes only the marks of Latin, Greek and
 * Cyrillic letters.
 */
const NAME_KEY = `btrim(regexp_replace(lower(regexp_replace(normalize(name, NFKD), '[\\u0300-\\u036f]', '', 'g')), '\\s+', ' ', 'g'))`;

/** A player: better-auth's table with our columns. Triggers end all access when the account is suspended or its second factor changes. */
@Entity('user')
@Check('user_role_check', oneOf('role', ['player', 'admin']))
@Check('user_scorer_check', '(scorer_from IS NULL) = (scorer_until IS NULL)')
@Index('user_not_on_log', ['n'], { where: 'NOT on_log' })
@Index('user_name', ['nameKey', 'n'])
export class UserEntity {
  @PrimaryColumn('text') id!: string;

  /** The player's number on the wire. */
  @Column({ type: 'int', unique: true, generatedIdentity: 'ALWAYS' })
  // the type of `Generated` lacks a strategy that TypeORM has
  @Generated('identity' as 'increment')
  n!: number;

  @Column('text') name!: string;

  /** The name's sort key, by which lists of players are ordered and searched. */
  @Column({
    type: 'text',
    collation: 'C',
    generatedType: 'STORED',
    asExpression: NAME_KEY,
    insert: false,
    update: false,
  })
  nameKey!: string;

  @Column('text', { unique: true }) email!: string;

  @Column('boolean', { name: 'emailVerified', default: false }) emailVerified!: boolean;

  @Column('text', { nullable: true }) image!: string | null;

  @Column('timestamptz', { name: 'createdAt', default: () => 'now()' }) createdAt!: Date;

  @Column('timestamptz', { name: 'updatedAt', default: () => 'now()' }) updatedAt!: Date;

  @Column('text', { default: 'player' }) role!: 'player' | 'admin';

  @Column('text', { nullable: true }) team!: string | null;

  @Column('text', { name: 'timeZone', default: 'UTC' }) timeZone!: string;

  @Column('jsonb', {
    default: { reminder48h: true, weeklyResult: true, announcements: true, pickConfirmation: false },
  })
  notifications!: Me['notifications'];

  @Column('boolean', { name: 'liveLanding', default: true }) liveLanding!: boolean;

  @Column('boolean', { name: 'twoFactorEnabled', default: false }) twoFactorEnabled!: boolean;

  /** When an admin suspended the account. */
  @Column('timestamptz', { nullable: true }) bannedAt!: Date | null;

  /** The day on which the player scores games by hand: from, until; null: no such day. */
  @Column('timestamptz', { nullable: true }) scorerFrom!: Date | null;

  @Column('timestamptz', { nullable: true }) scorerUntil!: Date | null;

  /** Grows by one each time all access of the player ends. */
  @Column('int', { default: 0 }) accessEpoch!: number;

  /** False until the player is on the slate log. */
  @Column('boolean', { default: true }) onLog!: boolean;
}
