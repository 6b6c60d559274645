import { place, type Standings, type StandingsRow } from '@sunday-live/contract';
import { weekName } from '@sunday-live/scoring';
import { useMemo } from 'react';
import type { BankerMark } from '../../game/banker.js';
import { Banker } from '../../game/marks.js';
import { figure } from '../../game/standings.js';
import { type Column, DataTable } from '../../ui/data-table/data-table.js';
import type { AskForPage } from '../../ui/data-table/table-pages.js';
import { BY_PLACE, PlaceCell, PlayerCell } from './columns.js';

interface WeekTableProps {
  readonly standings: Standings;
  /** By player id. */
  readonly bankers: ReadonlyMap<string, BankerMark>;
  /** The own player's id. */
  readonly me: string;
  /** The rows are those of the previous request. */
  readonly busy: boolean;
  /** Reads other parts. */
  readonly ask: AskForPage<StandingsRow>;
  /** Called with the rows on screen, in a table of several pages. */
  readonly onShown: (rows: readonly StandingsRow[]) => void;
}

/** The standings of one week, with the banker below each name. */
export function WeekTable({ standings, bankers, me, busy, ask, onShown }: WeekTableProps) {
  const { rows, total, league, type, week } = standings;
  const columns = useMemo((): readonly Column<StandingsRow>[] => {
    const begun = ({ played, points }: StandingsRow) => played > 0 || points !== 0;
    return [
      {
        id: 'rank',
        short: '#',
        long: 'Place',
        kind: 'place',
        value: ({ rank }) => rank,
        first: 'ascending',
        cell: (row) => <PlaceCell place={begun(row) ? place(row.rank, row.shared) : '–'} />,
      },
      {
        id: 'name',
        short: 'Player',
        long: 'Player',
        kind: 'player',
        value: ({ name }) => name,
        first: 'ascending',
        cell: ({ id, name, team }) => {
          const banker = bankers.get(id);
          return (
            <PlayerCell {...{ id, name, team, league }} own={id === me}>
              {banker && <Banker team={banker.team} state={banker.state} />}
            </PlayerCell>
          );
        },
      },
      {
        id: 'banker',
        short: 'Banker',
        long: 'Banker points',
        from: 'wide',
        value: ({ bankerAverage }) => bankerAverage,
        first: 'descending',
        cell: ({ bankerAverage }) => figure(bankerAverage),
      },
      {
        id: 'right',
        short: 'Right',
        long: 'Right picks',
        from: 'phone',
        value: ({ right }) => right,
        first: 'descending',
        cell: (row) => (begun(row) ? `${row.right}/${row.played}` : '–'),
      },
      {
        id: 'points',
        short: 'Points',
        long: 'Points',
        kind: 'strong',
        value: ({ points }) => points,
        first: 'descending',
        cell: (row) => (begun(row) ? figure(row.points) : '–'),
      },
    ];
  }, [league, bankers, me]);
  return (
    <DataTable
      caption={weekName(type, week)}
      columns={columns}
      {...{ rows, total, ask, onShown }}
      own={me}
      start={BY_PLACE}
      fits
      busy={busy}
    />
  );
}
