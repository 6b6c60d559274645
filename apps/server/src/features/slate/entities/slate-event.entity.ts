import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

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
