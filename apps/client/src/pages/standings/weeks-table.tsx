import type { StatisticsRow } from '@sunday-live/contract';
import { weekName } from '@sunday-live/scoring';
import { useMemo } from 'react';
import { DataTable } from '../../ui/data-table/data-table.js';
import {
  BY_PLACE,
  leading,
  pointsColumn,
  type SeasonColumn,
  type SeasonTableProps,
  WeekPoints,
} from './columns.js';
import { heatLevel } from './model/week-heat.js';
import styles from './standings-page.module.css';

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
