import type { Me } from '@sunday-live/contract';
import { Check, Column, Entity, Generated, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../platform/database/checks.js';

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

/** A way to sign in: better-auth's table. A trigger ends the player's access when the password changes. */
@Entity('account')
export class AccountEntity {
  @PrimaryColumn('text') id!: string;

  @Column('text', { name: 'accountId' }) accountId!: string;

  @Column('text', { name: 'providerId' }) providerId!: string;

  @Index('account_userId') @Column('text', { name: 'userId' }) userId!: string;

  @Column('text', { name: 'accessToken', nullable: true }) accessToken!: string | null;

  @Column('text', { name: 'refreshToken', nullable: true }) refreshToken!: string | null;

  @Column('text', { name: 'idToken', nullable: true }) idToken!: string | null;

  @Column('timestamptz', { name: 'accessTokenExpiresAt', nullable: true }) accessTokenExpiresAt!: Date | null;

  @Column('timestamptz', { name: 'refreshTokenExpiresAt', nullable: true })
  refreshTokenExpiresAt!: Date | null;

  @Column('text', { nullable: true }) scope!: string | null;

  @Column('text', { nullable: true }) password!: string | null;

  @Column('timestamptz', { name: 'createdAt', default: () => 'now()' }) createdAt!: Date;

  @Column('timestamptz', { name: 'updatedAt', default: () => 'now()' }) updatedAt!: Date;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'userId' }) user?: UserEntity;
}

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

/** A player's second factor: better-auth's table. */
@Entity('twoFactor')
export class TwoFactorEntity {
  @PrimaryColumn('text') id!: string;

  @Index('twoFactor_secret') @Column('text') secret!: string;

  @Column('text', { name: 'backupCodes' }) backupCodes!: string;

  @Column('boolean', { default: true }) verified!: boolean;

  @Column('int', { name: 'failedVerificationCount', default: 0 }) failedVerificationCount!: number;

  @Column('timestamptz', { name: 'lockedUntil', nullable: true }) lockedUntil!: Date | null;

  @Index('twoFactor_userId') @Column('text', { name: 'userId' }) userId!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'userId' }) user?: UserEntity;
}

/** Links and codes that better-auth has sent out. */
@Entity('verification')
export class VerificationEntity {
  @PrimaryColumn('text') id!: string;

  @Index('verification_identifier') @Column('text') identifier!: string;

  @Index('verification_value') @Column('text') value!: string;

  @Column('timestamptz', { name: 'expiresAt' }) expiresAt!: Date;

  @Column('timestamptz', { name: 'createdAt', default: () => 'now()' }) createdAt!: Date;

  @Column('timestamptz', { name: 'updatedAt', default: () => 'now()' }) updatedAt!: Date;
}

/** Links in emails that work once, kept as hashes only. */
@Entity('one_time_token')
export class OneTimeTokenEntity {
  /** SHA-256 of purpose and token, base64url. */
  @PrimaryColumn('text') hash!: string;

  @Column('text') purpose!: string;

  @Index('one_time_token_player') @Column('text', { name: 'player' }) playerId!: string;

  /** Purpose of the link, for example an email address. */
  @Column('text', { default: '' }) detail!: string;

  @Column('timestamptz') expiresAt!: Date;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' }) player?: UserEntity;
}
