import type { StatisticsRow } from '@sunday-live/contract';
import { weekName } from '@sunday-live/scoring';
import { useMemo } from 'react';
import { DataTable } from '../../ui/data-table/data-table.js';
import {
  BY_PLACE,
  figureColumn,
  leading,
  pointsColumn,
  type SeasonColumn,
  type SeasonTableProps,
  WeekPoints,
} from './columns.js';
import { AVERAGE, BANKER, heatLevel, JOKERS, SHARE, weeksWon } from './model/figures.js';
import styles from './standings-page.module.css';

const WIDE = [AVERAGE, SHARE, BANKER].map((each) => ({ ...figureColumn(each), from: 'wide' as const }));
/** Weeks shown as bars. */
const LAST = 5;

/** Place, movement, player, last week and season; on wide screens with more figures. */
export function SeasonTable({ statistics, me, ask }: SeasonTableProps) {
  const { rows, total, weeks, season } = statistics;
  const columns = useMemo((): readonly SeasonColumn[] => {
    const latest = weeks.at(-1)?.week;
    const most = Math.max(1, ...weeks.map(({ best }) => best ?? 0));
    return [
      ...leading({ statistics, me }),
      {
        id: 'lastFive',
        short: 'Last five',
        long: 'Last five',
        from: 'wide',
        value: ({ weeks: points }) => points.slice(-LAST).reduce<number>((sum, each) => sum + (each ?? 0), 0),
        first: 'descending',
        cell: ({ weeks: points }) => <Form points={points.slice(-LAST)} most={most} />,
      },
      ...WIDE,
      {
        id: 'won',
        short: 'Weeks won',
        long: 'Weeks won',
        from: 'wide',
        value: (row) => weeksWon(row, weeks),
        first: 'descending',
        cell: (row) => weeksWon(row, weeks) || '–',
      },
      { ...figureColumn(JOKERS), from: 'wide' },
      {
        id: 'lastWeek',
        short: latest === undefined || statistics.type !== 'regular' ? 'Last' : `Wk ${latest}`,
        long: latest === undefined ? 'Last week' : weekName(statistics.type, latest),
        from: 'phone',
        value: ({ lastWeek }) => lastWeek,
        first: 'descending',
        cell: ({ lastWeek }) => (weeks.length === 0 ? '–' : <WeekPoints points={lastWeek} />),
      },
      pointsColumn(statistics),
    ];
  }, [statistics, weeks, me]);
  return (
    <DataTable
      caption={`Season ${season}`}
      own={me}
      start={BY_PLACE}
      fits
      {...{ columns, rows, total, ask }}
    />
  );
}

interface FormProps {
  readonly points: readonly (number | null)[];
  /** The points of a bar of full height. */
  readonly most: number;
}

function Form({ points, most }: FormProps) {
  return (
    <span className={styles.form} role="img" aria-label={points.map((each) => each ?? 'none').join(', ')}>
      {points.map((each, i) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: bars of one row, always in the same order
          key={i}
          style={{ height: `${Math.max(8, Math.round((100 * Math.max(0, each ?? 0)) / most))}%` }}
        />
      ))}
    </span>
  );
}

/** The points of all players by week, the newest first. */
export function WeeksTable({ statistics, me, ask }: SeasonTableProps) {
  const { rows, total, weeks, season, spread } = statistics;
  const columns = useMemo((): readonly SeasonColumn[] => {
    const ofWeeks = weeks.map(({ week, over, best: most }, i): SeasonColumn => {
      const pointsOf = (row: StatisticsRow) => row.weeks[i] ?? null;
      return {
        id: `week-${week}`,
        short: String(week),
        long: weekName(statistics.type, week) + (over ? '' : ', not over'),
        value: pointsOf,
        first: 'descending',
        cell: (row) => {
          const points = pointsOf(row);
          const best = points !== null && points === most;
          return (
            <span
              className={styles.heat}
              data-level={heatLevel(points, spread)}
              data-best={best || undefined}
            >
              <WeekPoints points={points} />
            </span>
          );
        },
      };
    });
    return [...leading({ statistics, me }), ...ofWeeks.reverse(), pointsColumn(statistics)];
  }, [statistics, weeks, spread, me]);
  return (
    <DataTable
      caption={`Season ${season}, week by week. DNP: did not play`}
      own={me}
      start={BY_PLACE}
      {...{ columns, rows, total, ask }}
    />
  );
}
