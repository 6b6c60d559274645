import type { Standings, StandingsRow } from '@sunday-live/contract';
import { useMemo } from 'react';
import { type Column, DataTable } from '../../ui/data-table/data-table.js';
import styles from './leaderboard-page.module.css';
import { figure, placeWords, sharedRanks } from './model/place-words.js';
import { PlaceCell } from './place-cell.js';
import { PlayerCell } from './player-cell.js';

interface WeekTableProps {
  readonly standings: Standings;
  /** The own player's id. */
  readonly me: string;
  /** These are the rows of what was asked before. */
  readonly busy: boolean;
}

/** The table of one week. */
export function WeekTable({ standings, me, busy }: WeekTableProps) {
  const { rows, league, week, unofficial } = standings;
  const columns = useMemo((): readonly Column<StandingsRow>[] => {
    const shared = sharedRanks(rows);
    const begun = ({ played, points }: StandingsRow) => played > 0 || points !== 0;
    return [
      {
        id: 'rank',
        short: '#',
        long: 'Place',
        kind: 'place',
        value: ({ rank }) => rank,
        first: 'ascending',
        cell: (row) => <PlaceCell place={begun(row) ? placeWords(row.rank, shared) : '–'} />,
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
      {
        id: 'points',
        short: 'Pts',
        long: 'Points',
        kind: 'strong',
        value: ({ points }) => points,
        first: 'descending',
        cell: (row) => (begun(row) ? figure(row.points) : '–'),
      },
      {
        id: 'right',
        short: 'Right',
        long: 'Right picks',
        value: ({ right }) => right,
        first: 'descending',
        cell: (row) => (begun(row) ? `${row.right}/${row.played}` : '–'),
      },
      {
        id: 'banker',
        short: 'Bnk',
        long: 'Banker',
        value: ({ bankerAverage }) => bankerAverage,
        first: 'descending',
        cell: ({ bankerAverage }) => figure(bankerAverage),
      },
    ];
  }, [rows, league, me]);
  return (
    <DataTable
      caption={
        <>
          Week {week} {unofficial && <span className={styles.unofficial}>Unofficial</span>}
        </>
      }
      columns={columns}
      rows={rows}
      idOf={({ id }) => id}
      own={me}
      start={{ column: 'rank', direction: 'ascending' }}
      fits
      busy={busy}
    />
  );
}
