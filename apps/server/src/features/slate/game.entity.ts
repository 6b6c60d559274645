import type { StandingPlay } from '@sunday-live/contract';
import {
  Check,
  Column,
  Entity,
  Generated,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { oneOf } from '../../platform/database/checks.js';
import { UserEntity } from '../auth/user.entity.js';

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

/**
 * Position of a game's picks on the cards of a week. A trigger assigns it when the game enters the week; it never
 * changes and is never removed.
 */
@Entity('game_slot')
@Check('game_slot_slot_check', 'slot BETWEEN 0 AND 30')
@Index('game_slot_game', ['season', 'seasonType', 'week', 'game'], { unique: true })
export class GameSlotEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @PrimaryColumn('smallint') slot!: number;

  /** Id of the game. Not a reference: the slot stays when the game is deleted. */
  @Index('game_slot_by_game') @Column('text') game!: string;
}

/** Weeks that a game has left, each with its lock. A trigger writes it; when a game returns its row is deleted. */
@Entity('game_left_week')
@Index('game_left_week_of_week', ['season', 'seasonType', 'week'])
@Index('game_left_week_unreported', ['leftAt'], { where: 'reported_at IS NULL' })
export class GameLeftWeekEntity {
  @PrimaryColumn('text', { name: 'game' }) gameId!: string;

  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  /** When the game's picks locked in that week; null: they had not locked. */
  @Column('timestamptz', { nullable: true }) lockedAt!: Date | null;

  @Column('timestamptz', { default: () => 'clock_timestamp()' }) leftAt!: Date;

  /** When admins and players were informed. */
  @Column('timestamptz', { nullable: true }) reportedAt!: Date | null;

  @ManyToOne(() => GameEntity, { onDelete: 'CASCADE' }) game?: GameEntity;
}

/** A second id of a game, which an admin has merged into it: what a feed says about that id is about the game. */
@Entity('game_merged')
export class GameMergedEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'game_merged_pkey' }) id!: string;

  @Index('game_merged_into') @Column('text', { name: 'game' }) gameId!: string;

  @ManyToOne(() => GameEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'game', foreignKeyConstraintName: 'game_merged_game_fkey' })
  game?: Relation<GameEntity>;
}

/** Deadlines that an admin has set; those of other weeks are derived from the kickoffs. */
@Entity('week_deadline')
export class WeekDeadlineEntity {
  @PrimaryColumn('int') season!: number;

  @PrimaryColumn('smallint') seasonType!: number;

  @PrimaryColumn('int') week!: number;

  @Column('timestamptz') deadline!: Date;
}

/** A play that a scorer entered for a game by hand; the game's score is the sum of those that stand. The audit says who. */
@Entity('game_play')
@Check('game_play_side_check', oneOf('side', ['home', 'away']))
@Index('game_play_of_game', ['gameId', 'place'])
export class GamePlayEntity {
  /** Chosen by the phone: a tap that is sent again counts once. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'game_play_pkey' }) key!: string;

  /** Grows with each play. */
  @Column({ type: 'bigint', generatedIdentity: 'ALWAYS' })
  // the type of `Generated` lacks a strategy that TypeORM has
  @Generated('identity' as 'increment')
  place!: number;

  @Column('text', { name: 'game' }) gameId!: string;

  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at!: Date;

  @Column('text') kind!: StandingPlay['kind'];

  @Column('text', { nullable: true }) side!: StandingPlay['side'];

  /** Score, state, quarter and clock before the play. */
  @Column('jsonb') before!: StandingPlay['before'];

  @Column('jsonb') after!: StandingPlay['after'];

  /** null: the play stands. */
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;

  @ManyToOne(() => GameEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'game', foreignKeyConstraintName: 'game_play_game_fkey' })
  game?: Relation<GameEntity>;
}
