import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { oneOf } from '../../../platform/database/checks.js';
import { UserEntity } from '../../auth/entities/user.entity.js';

/** A game. `lockedAt` is the lock in the week where the game is now; triggers keep locks and picks right when it moves. */
@Entity('game')
@Check('game_pause_check', oneOf('pause', ['break', 'delay', 'suspension']))
@Check('game_possession_check', oneOf('possession', ['home', 'away']))
@Check('game_state_check', oneOf('state', ['pre', 'in', 'post', 'off']))
@Check(
  'game_hand_check',
  '(hand_since IS NOT NULL) OR ((hand_by IS NULL) AND (hand_name IS NULL) AND (feed_said IS NULL) AND (feed_said_at IS NULL))',
)
@Index('game_week', ['season', 'seasonType', 'week'])
export class GameEntity {
  @PrimaryColumn('text') id!: string;

  @Column('int') season!: number;

  @Column('smallint') seasonType!: number;

  @Column('int') week!: number;

  @Column('timestamptz') kickoff!: Date;

  @Column('text') away!: string;

  @Column('text') home!: string;

  @Column('int', { default: 0 }) awayScore!: number;

  @Column('int', { default: 0 }) homeScore!: number;

  @Column('text') state!: 'pre' | 'in' | 'post' | 'off';

  @Column('text', { default: '' }) detail!: string;

  /** Why the clock stands still; null: it runs, or the feed does not say. */
  @Column('text', { nullable: true }) pause!: 'break' | 'delay' | 'suspension' | null;

  @Column('int', { default: 0 }) period!: number;

  @Column('text', { default: '0:00' }) clock!: string;

  @Column('text', { nullable: true }) possession!: 'home' | 'away' | null;

  @Column('boolean', { default: false }) redZone!: boolean;

  /** False: the kickoff is a placeholder, which must not lock anything. */
  @Column('boolean', { default: true }) timeValid!: boolean;

  /** What the card page shows beside the game: records, form, odds. */
  @Column('jsonb', { default: {} }) facts!: unknown;

  /** Set once, when picks of the game lock. It is never cleared, even when the kickoff moves later. */
  @Column('timestamptz', { nullable: true }) lockedAt!: Date | null;

  /** When clock, possession and the like were last written, which happens less often than for scores. */
  @Column('timestamptz', { default: () => 'now()' }) situationAt!: Date;

  /** Since when the game is entered by hand; null: the feed's values are taken. */
  @Column('timestamptz', { nullable: true }) handSince!: Date | null;

  /** The player who took it over; null also when that account is gone. */
  @Column('text', { nullable: true }) handBy!: string | null;

  /** That player's name then: events and rows of games are read without the table of accounts. */
  @Column('text', { nullable: true }) handName!: string | null;

  /** The key of the phone on which the game is scored; null: it is entered in the console. */
  @Column('text', { nullable: true }) handDevice!: string | null;

  @ManyToOne(() => UserEntity, { nullable: true, onDelete: 'SET NULL' })
  @JoinColumn({ name: 'hand_by', foreignKeyConstraintName: 'game_hand_by_fkey' })
  hand!: Relation<UserEntity> | null;

  /** What the feed has said last while the game is by hand. */
  @Column('jsonb', { nullable: true }) feedSaid!: unknown;

  @Column('timestamptz', { nullable: true }) feedSaidAt!: Date | null;

  /** Grows with each change. */
  @Column('int', { default: 1 }) rev!: number;

  /** When `rev` last grew; set by a trigger. */
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) changedAt!: Date;
}
