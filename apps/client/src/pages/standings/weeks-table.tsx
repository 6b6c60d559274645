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
import { weekHeat } from './model/week-heat.js';
import styles from './standings-page.module.css';

/** The points of all players by week, the newest first. */
export function WeeksTable({ statistics, me }: SeasonTableProps) {
  const { rows, weeks, season } = statistics;
  const columns = useMemo((): readonly SeasonColumn[] => {
    const heat = weekHeat(rows, weeks.length);
    const ofWeeks = weeks.map(({ week, over }, i): SeasonColumn => {
      const pointsOf = (row: StatisticsRow) => row.weeks[i] ?? null;
      return {
        id: `week-${week}`,
        short: String(week),
        long: weekName(statistics.type, week) + (over ? '' : ', not over'),
        value: pointsOf,
        first: 'descending',
        cell: (row) => {
          const points = pointsOf(row);
          const best = points !== null && points === heat.best[i];
          return (
            <span className={styles.heat} data-level={heat.level(points)} data-best={best || undefined}>
              <WeekPoints points={points} />
            </span>
          );
        },
      };
    });
    return [...leading({ statistics, me }), ...ofWeeks.reverse(), pointsColumn(rows)];
  }, [statistics, rows, weeks, me]);
  return (
    <DataTable
      caption={`Season ${season}, week by week. DNP: did not play`}
      idOf={({ id }) => id}
      own={me}
      start={BY_PLACE}
      {...{ columns, rows }}
    />
  );
}
