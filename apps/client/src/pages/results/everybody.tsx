import { place, type StandingsRow } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useMemo, useState } from 'react';
import { figure, standingsQuery } from '../../game/standings.js';
import { Badge } from '../../ui/badge.js';
import { type Column, DataTable } from '../../ui/data-table/data-table.js';
import type { PageAsked } from '../../ui/data-table/table-pages.js';
import { Sheet } from '../../ui/sheet.js';
import { CardList } from './card-list.js';
import { scoredCard, useMemberCard, type WeekTabProps } from './own-card.js';
import styles from './results-page.module.css';

const BY_RANK = { column: 'rank', direction: 'ascending' } as const;

/** All players with a card for the week; each can be opened. */
export function Everybody({ me, league, week }: WeekTabProps) {
  const [opened, setOpened] = useState<StandingsRow | null>(null);
  const { rows, total, unofficial } = week.table;
  const ask = (asked: PageAsked) => standingsQuery(league.id, { scope: 'week', of: week.week }, asked);
  const columns = useMemo((): readonly Column<StandingsRow>[] => {
    const begun = ({ played }: StandingsRow) => played > 0;
    return [
      {
        id: 'rank',
        short: '#',
        long: 'Place',
        kind: 'place',
        value: ({ rank }) => rank,
        first: 'ascending',
        cell: (row) => (begun(row) ? place(row.rank, row.shared) : '–'),
      },
      {
        id: 'name',
        short: 'Player',
        long: 'Player',
        kind: 'player',
        value: ({ name }) => name,
        first: 'ascending',
        cell: (row) => (
          <button
            type="button"
            className={styles.open}
            onClick={() => setOpened(row)}
            title={`Card of ${row.name}`}
          >
            <Badge team={row.team} />
            <span className="whole-name">{row.name}</span>
          </button>
        ),
      },
      {
        id: 'right',
        short: 'Right',
        long: 'Right picks',
        value: ({ right }) => right,
        first: 'descending',
        from: 'phone',
        cell: (row) => (begun(row) ? `${row.right}/${row.played}` : '–'),
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
    ];
  }, []);
  if (rows.length === 0)
    return <p className={`note ${styles.note}`}>Nobody in this league has a card for this week.</p>;
  return (
    <>
      <p className={`hint ${styles.hint}`}>
        Tap a player to see the card. {unofficial && <span className="tag quiet">Unofficial</span>}
      </p>
      <DataTable
        caption={`Everybody in ${weekPhrase(week.week.type, week.week.week)}`}
        columns={columns}
        {...{ rows, total, ask }}
        own={me.id}
        start={BY_RANK}
        fits
      />
      {opened && (
        <Sheet
          label={`Card of ${opened.name}`}
          title={
            <>
              <Badge team={opened.team} size="large" /> {opened.name}
            </>
          }
          onClose={() => setOpened(null)}
        >
          <MemberCard me={me} league={league} week={week} row={opened} />
        </Sheet>
      )}
    </>
  );
}

function MemberCard({ me, league, week, row }: WeekTabProps & { readonly row: StandingsRow }) {
  const { card, isLoadingError } = useMemberCard(league, week, row.id);
  if (isLoadingError)
    return <p className={`note ${styles.note}`}>The card did not load. Close this, then try again.</p>;
  if (card === undefined) return <p role="status">Loading the card…</p>;
  if (card === null) return <p className={`note ${styles.note}`}>There is no card of this week.</p>;
  return (
    <CardList
      scored={scoredCard(card, league, week.games)}
      games={week.games}
      league={league}
      timeZone={me.timeZone}
      others
    />
  );
}
