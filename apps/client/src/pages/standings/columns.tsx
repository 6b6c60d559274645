import type { LeagueStatistics, StatisticsRow } from '@sunday-live/contract';
import { movement } from '../../game/movement.js';
import { figure, placeWords, sharedRanks } from '../../game/place-words.js';
import type { Column } from '../../ui/data-table/data-table.js';
import type { Figure } from './model/figures.js';
import { PlaceCell } from './place-cell.js';
import { PlayerCell } from './player-cell.js';
import styles from './standings-page.module.css';

export interface SeasonTableProps {
  readonly statistics: LeagueStatistics;
  /** The own player's id. */
  readonly me: string;
}

export type SeasonColumn = Column<StatisticsRow>;

export const BY_PLACE = { column: 'rank', direction: 'ascending' } as const;

/** Returns the columns for the place with its movement, and the player. */
export function leading({ statistics, me }: SeasonTableProps): readonly SeasonColumn[] {
  const { rows, weeks, league } = statistics;
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
          {...(weeks.length > 1 ? { moved: movement(row) } : {})}
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
      cell: ({ id, name, team }) => <PlayerCell {...{ id, name, team, league }} own={id === me} />,
    },
  ];
}

/** Returns the column of points, with the distance to the first row. */
export function pointsColumn(rows: readonly StatisticsRow[]): SeasonColumn {
  const most = rows.reduce((best, { points }) => Math.max(best, points), Number.NEGATIVE_INFINITY);
  return {
    id: 'points',
    short: 'Points',
    long: 'Points',
    kind: 'strong',
    value: ({ points }) => points,
    first: 'descending',
    cell: ({ points, played }) =>
      played === 0 && points === 0 ? (
        '–'
      ) : (
        <>
          {figure(points)}
          <small className={styles.gap}>{points === most ? 'leads' : figure(points - most)}</small>
        </>
      ),
  };
}

export function figureColumn({ id, label, value, words }: Figure): SeasonColumn {
  return { id, short: label, long: label, value, first: 'descending', cell: words };
}

/** A week's points, or a mark that the player did not play. */
export function WeekPoints({ points }: { readonly points: number | null }) {
  if (points !== null) return figure(points);
  return (
    <small className={styles.missed}>
      <span aria-hidden="true">DNP</span>
      <span className="unseen">did not play</span>
    </small>
  );
}
