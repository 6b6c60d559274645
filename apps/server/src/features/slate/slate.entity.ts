import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { oneOf } from '../../platform/database/checks.js';

/** The end of the slate log. Writers lock this row before they write the log. One row. */
@Entity('slate_stream')
@Check('slate_stream_id_check', 'id = 1')
export class SlateStreamEntity {
  @PrimaryColumn('smallint', { default: 1 }) id!: number;

  @Column('text') epoch!: string;

  @Column('bigint', { default: 0 }) head!: number;

  /** Highest fencing token that ever wrote: an older poller is refused. */
  @Column('bigint', { default: 0 }) fence!: number;
}

/** The slate log: the ordered record of everything that changes standings. */
@Entity('slate_event')
@Check(
  'slate_event_week_has_type',
  "(kind = 'lock') OR (week IS NULL) OR ((season IS NOT NULL) AND (season_type IS NOT NULL))",
)
// TypeORM cannot express ((((payload -> 'cause'::text) ->> 'game'::text)), seq) WHERE (kind = 'games'::text)
@Index('slate_event_cause', { synchronize: false })
@Index('slate_event_week', ['season', 'seasonType', 'week', 'seq'], { where: "kind = 'games'" })
// events whose effect a delta cannot express, and those by which games left a week
@Index('slate_event_barrier', ['epoch', 'seq'], {
  where: `kind IN ('announcement', 'week', 'member-left', 'player-removed')
    OR (kind = 'card' AND payload->'card' = 'null') OR (kind = 'games' AND payload ? 'moved')`,
})
export class SlateEventEntity {
  @PrimaryColumn('text') epoch!: string;

  @PrimaryColumn('bigint') seq!: number;

  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at!: Date;

  @Column('text') kind!: string;

  @Column('int', { nullable: true }) season!: number | null;

  @Column('int', { nullable: true }) week!: number | null;

  @Column('jsonb') payload!: unknown;

  @Column({
    type: 'smallint',
    nullable: true,
    generatedType: 'STORED',
    asExpression: "(payload ->> 'seasonType')::smallint",
    insert: false,
    update: false,
  })
  seasonType!: number | null;
}

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

/** Observations that are not believed until an admin decides. */
@Entity('feed_quarantine')
@Check('feed_quarantine_resolution_check', oneOf('resolution', ['accepted', 'rejected']))
@Unique(['gameId', 'reason'])
export class FeedQuarantineEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: number;

  @Column('text', { name: 'game' }) gameId!: string;

  @Column('text') reason!: string;

  @Column('jsonb') observation!: unknown;

  @Column('timestamptz', { default: () => 'now()' }) firstAt!: Date;

  @Column('timestamptz', { default: () => 'now()' }) lastAt!: Date;

  @Column('int', { default: 1 }) times!: number;

  @Column('text', { nullable: true }) resolution!: 'accepted' | 'rejected' | null;

  /** When the feed's answer about the game was believable again. */
  @Column('timestamptz', { nullable: true }) takenBackAt!: Date | null;
}
