import { type LeagueStatistics, place, type StatisticsRow } from '@sunday-live/contract';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { figure, movement, movementWords } from '../../game/standings.js';
import { Badge } from '../../ui/badge.js';
import type { Column } from '../../ui/data-table/data-table.js';
import type { AskForPage } from '../../ui/data-table/table-pages.js';
import type { Figure } from './model/figures.js';
import styles from './standings-page.module.css';

export interface SeasonTableProps {
  /** The first page. */
  readonly statistics: LeagueStatistics;
  /** Reads other parts. */
  readonly ask: AskForPage<StatisticsRow>;
  /** The own player's id. */
  readonly me: string;
}

export type SeasonColumn = Column<StatisticsRow>;

export const BY_PLACE = { column: 'rank', direction: 'ascending' } as const;

/** Returns the columns for the place with its movement, and the player. */
export function leading({
  statistics,
  me,
}: Pick<SeasonTableProps, 'statistics' | 'me'>): readonly SeasonColumn[] {
  const { weeks, league } = statistics;
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
          place={weeks.length === 0 ? '–' : place(row.rank, row.shared)}
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
export function pointsColumn({ most }: Pick<LeagueStatistics, 'most'>): SeasonColumn {
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
          <small className={styles.gap}>{points === most ? 'leads' : figure(points - (most ?? 0))}</small>
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

interface PlaceCellProps {
  readonly place: string;
  /** Places won or lost; absent: nothing to compare with. */
  readonly moved?: number | null;
}

/** A place and its movement since the week before, by arrow, number and colour. */
export function PlaceCell({ place, moved }: PlaceCellProps) {
  return (
    <span className={styles.place}>
      {place}
      {moved !== undefined && (
        <small
          className={styles.moved}
          data-moved={moved === null || moved === 0 ? 'none' : moved > 0 ? 'up' : 'down'}
        >
          <span aria-hidden="true">
            {moved === null ? 'new' : moved === 0 ? '=' : `${moved > 0 ? '▲' : '▼'}${Math.abs(moved)}`}
          </span>
          <span className="unseen">{movementWords(moved)}</span>
        </small>
      )}
    </span>
  );
}

interface PlayerCellProps {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly own: boolean;
  /** The league of the linked statistics. */
  readonly league: string;
  /** Shown below the name. */
  readonly children?: ReactNode;
}

/** A player in a table: badge and name, with a link to the player's statistics. */
export function PlayerCell({ id, name, team, own, league, children }: PlayerCellProps) {
  return (
    <span className={styles.who}>
      <Badge team={team} />
      <span className={`${styles.names} whole-name`}>
        <Link
          className={styles.name}
          href={`/players/${encodeURIComponent(id)}?league=${encodeURIComponent(league)}`}
        >
          {name}
          {own && <span className="unseen"> (you)</span>}
        </Link>
        {children}
      </span>
    </span>
  );
}
