import type { LeagueStatistics, StatisticsRow } from '@sunday-live/contract';
import { useMemo } from 'react';
import { useUnofficial } from '../../http/results.js';
import { type Column, DataTable } from '../../ui/data-table/data-table.js';
import styles from './leaderboard-page.module.css';
import { movement, rightShare } from './model/movement.js';
import { figure, placeWords, sharedRanks } from './model/place-words.js';
import { PlaceCell } from './place-cell.js';
import { PlayerCell } from './player-cell.js';

export interface SeasonTableProps {
  readonly statistics: LeagueStatistics;
  /** The own player's id. */
  readonly me: string;
}

type Columns = readonly Column<StatisticsRow>[];
const BY_PLACE = { column: 'rank', direction: 'ascending' } as const;

/** Place, movement, player, last week, season. */
export function StandardTable({ statistics, me }: SeasonTableProps) {
  const { rows, weeks } = statistics;
  const columns = useMemo((): Columns => {
    const latest = weeks.at(-1)?.week;
    return [
      ...leading(statistics, me, { moved: weeks.length > 1, jokers: true, narrow: false }),
      {
        id: 'lastWeek',
        short: latest === undefined ? 'Last' : `Wk ${latest}`,
        long: latest === undefined ? 'Last week' : `Week ${latest}`,
        value: ({ lastWeek }) => lastWeek,
        first: 'descending',
        cell: ({ lastWeek }) => (weeks.length === 0 ? '–' : <WeekPoints points={lastWeek} />),
      },
      POINTS,
    ];
  }, [statistics, weeks, me]);
  return <Table {...{ statistics, me, columns, rows }} fits caption={`Season ${statistics.season}`} />;
}

/** Every number of the season, each column sortable. */
export function DetailsTable({ statistics, me }: SeasonTableProps) {
  const columns = useMemo(
    (): Columns => [
      ...leading(statistics, me, { moved: false, jokers: false, narrow: true }),
      POINTS,
      ...DETAILS,
    ],
    [statistics, me],
  );
  return (
    <Table
      {...{ statistics, me, columns }}
      rows={statistics.rows}
      caption={`Season ${statistics.season} · best, average, worst: finished weeks`}
    />
  );
}

/** Players by weeks. */
export function WeeksTable({ statistics, me }: SeasonTableProps) {
  const columns = useMemo(
    (): Columns => [
      ...leading(statistics, me, { moved: false, jokers: false, narrow: true }),
      { ...POINTS, short: 'Total', long: 'Season' },
      ...statistics.weeks.map(({ week, over }, i) => ({
        id: `week-${week}`,
        short: String(week),
        long: over ? `Week ${week}` : `Week ${week}, not over`,
        value: (row: StatisticsRow) => row.weeks[i] ?? null,
        first: 'descending' as const,
        cell: (row: StatisticsRow) => <WeekPoints points={row.weeks[i] ?? null} />,
      })),
    ],
    [statistics, me],
  );
  return (
    <Table
      {...{ statistics, me, columns }}
      rows={statistics.rows}
      caption={`Season ${statistics.season}, week by week · DNP: did not play`}
    />
  );
}

interface TableProps extends SeasonTableProps {
  readonly columns: Columns;
  readonly rows: readonly StatisticsRow[];
  readonly caption: string;
  readonly fits?: boolean;
}

function Table({ statistics, me, columns, rows, caption, fits = false }: TableProps) {
  const { season, weeks } = statistics;
  const unofficial = useUnofficial({ season, week: null, over: weeks.every(({ over }) => over) });
  return (
    <DataTable
      caption={
        <>
          {caption} {weeks.length > 0 && unofficial && <span className={styles.unofficial}>Unofficial</span>}
        </>
      }
      idOf={({ id }) => id}
      own={me}
      start={BY_PLACE}
      {...{ columns, rows, fits }}
    />
  );
}

/** The place and the player. */
function leading(
  { league, rows, weeks }: LeagueStatistics,
  me: string,
  shown: { readonly moved: boolean; readonly jokers: boolean; readonly narrow: boolean },
): Columns {
  const shared = sharedRanks(rows);
  return [
    {
      id: 'rank',
      short: '#',
      long: 'Place',
      kind: 'place',
      value: ({ rank }) => rank,
      first: 'ascending',
      cell: (row) => (
        <PlaceCell
          place={weeks.length === 0 ? '–' : placeWords(row.rank, shared)}
          {...(shown.moved ? { moved: movement(row) } : {})}
        />
      ),
    },
    {
      id: 'name',
      short: 'Player',
      long: 'Player',
      kind: 'player',
      value: ({ name }) => name,
      first: 'ascending',
      cell: ({ id, name, team, jokers }) => (
        <PlayerCell
          {...{ id, name, team, league }}
          own={id === me}
          jokers={shown.jokers ? jokers : 0}
          narrow={shown.narrow}
        />
      ),
    },
  ];
}

/** A week's points, or that the player did not play. */
function WeekPoints({ points }: { readonly points: number | null }) {
  if (points !== null) return figure(points);
  return (
    <small className={styles.missed}>
      <span aria-hidden="true">DNP</span>
      <span className="unseen">did not play</span>
    </small>
  );
}

const number = (id: string, short: string, long: string, value: (row: StatisticsRow) => number | null) => ({
  id,
  short,
  long,
  value,
  first: 'descending' as const,
  cell: (row: StatisticsRow) => figure(value(row)),
});

const POINTS: Column<StatisticsRow> = {
  ...number('points', 'Pts', 'Points', ({ points }) => points),
  kind: 'strong',
  cell: ({ points, played }) => (played > 0 || points !== 0 ? figure(points) : '–'),
};

const DETAILS: Columns = [
  number('right', 'Right', 'Right picks', ({ right, played }) => (played === 0 ? null : right)),
  {
    ...number('share', '% rt', '% right', rightShare),
    cell: (row) => (row.played === 0 ? '–' : `${figure(rightShare(row))} %`),
  },
  number('best', 'Best', 'Best week', ({ best }) => best),
  number('average', 'Avg', 'Average week', ({ average }) => average),
  number('worst', 'Worst', 'Worst week', ({ worst }) => worst),
  number('bankerAverage', 'Bnk', 'Banker average', ({ bankerAverage }) => bankerAverage),
  number('jokers', 'Jkr', 'Jokers used', ({ jokers }) => jokers),
];
