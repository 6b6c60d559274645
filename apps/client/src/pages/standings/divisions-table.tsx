import { divisionOf, place, plain, type SeasonSummary } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useId, useState } from 'react';
import { divisionQuery, figure } from '../../game/standings.js';
import type { SeasonKey } from '../../http/week.js';
import { Badge } from '../../ui/badge.js';
import { PlayerCell, type SeasonTableProps } from './columns.js';
import styles from './divisions-table.module.css';
import { Failed } from './table-parts.js';

/** Fans shown in a division; in a large league the others are only in the main table. */
const SHOWN = 50;
interface DivisionsTableProps extends Pick<SeasonTableProps, 'statistics' | 'me'> {
  readonly season: SeasonKey;
  /** The viewer's favourite team. */
  readonly team: string | null;
}

/** The divisions by the average of their fans; each opens to show them. */
export function DivisionsTable({ statistics, me, season, team }: DivisionsTableProps) {
  const divisions = rankedDivisions(statistics.divisions);
  const own = divisionOf(team);
  const [open, setOpen] = useState<string | null>(own);
  const base = useId();
  const fanless = statistics.total - divisions.reduce((sum, { fans }) => sum + fans, 0);
  const begun = statistics.weeks.length > 0;
  if (divisions.length === 0) {
    return (
      <p className="note">
        Nobody here has a favourite team yet. Choose yours in your profile, and your division plays along.
      </p>
    );
  }
  return (
    <>
      <table className={styles.table}>
        <caption className="unseen">
          Divisions by the average of their fans, season {statistics.season}
        </caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Division</th>
            <th scope="col">Average</th>
          </tr>
        </thead>
        <tbody>
          {divisions.map(({ name, rank, shared, average, fans, teams }, i) => (
            <Fragment key={name}>
              <tr data-division={name} data-own={name === own || undefined}>
                <td>{begun ? place(rank, shared) : '–'}</td>
                <th scope="row">
                  <button
                    type="button"
                    aria-expanded={open === name}
                    aria-controls={`${base}-${i}`}
                    onClick={() => setOpen(open === name ? null : name)}
                  >
                    <span>
                      <span aria-hidden="true">{open === name ? '▾' : '▸'}</span> {name}{' '}
                      <small className={styles.count}>{fansWords(fans, name === own)}</small>
                    </span>
                    <span className={styles.badges}>
                      {teams.map((of, nth) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: a team may be there twice, always in the same order
                        <Badge key={nth} team={of} />
                      ))}
                    </span>
                  </button>
                </th>
                <td className={styles.average}>{begun ? figure(average) : '–'}</td>
              </tr>
              <tr id={`${base}-${i}`} hidden={open !== name}>
                <td colSpan={3} className={styles.inside}>
                  {open === name && (
                    <Fans {...{ me, season, begun }} league={statistics.league} division={name} />
                  )}
                </td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
      {fanless > 0 && (
        <p className={styles.quiet}>
          {fanless === 1 ? 'One player has' : `${fanless} players have`} no favourite team and count
          {fanless === 1 ? 's' : ''} for no division.
        </p>
      )}
    </>
  );
}

interface FansProps {
  readonly me: string;
  readonly league: string;
  readonly season: SeasonKey;
  readonly division: string;
  readonly begun: boolean;
}

/** The best fans of a division. */
function Fans({ me, league, season, division, begun }: FansProps) {
  const fans = useQuery(divisionQuery(league, season, division, SHOWN));
  if (fans.isLoadingError) return <Failed error={fans.error} again={() => void fans.refetch()} />;
  if (fans.isPending) return <p role="status">Loading the fans…</p>;
  const { rows, total } = fans.data;
  return (
    <>
      <ol className={styles.fans}>
        {rows.map(({ id, name, team, points }) => (
          <li key={id} data-own={id === me || undefined}>
            <PlayerCell {...{ id, name, team, league }} own={id === me} />
            <b>{begun ? figure(points) : '–'}</b>
          </li>
        ))}
      </ol>
      {total > rows.length && <p className={styles.more}>and {plain(total - rows.length)} more</p>}
    </>
  );
}

function fansWords(fans: number, own: boolean): string {
  return `${fans === 1 ? '1 fan' : `${plain(fans)} fans`}${own ? ', you too' : ''}`;
}

/** A division with its place; level ones share it. */
export type RankedDivision = SeasonSummary['divisions'][number] & {
  readonly rank: number;
  readonly shared: boolean;
};

/** Ranks the divisions, which are in order of their averages. */
export function rankedDivisions(divisions: SeasonSummary['divisions']): RankedDivision[] {
  return divisions.map((division) => ({
    ...division,
    rank: 1 + divisions.findIndex(({ average }) => average === division.average),
    shared: divisions.filter(({ average }) => average === division.average).length > 1,
  }));
}
