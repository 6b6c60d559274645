import { Fragment, useId, useMemo, useState } from 'react';
import { figure, placeWords, sharedRanks } from '../../game/place-words.js';
import { Badge } from '../../ui/badge.js';
import type { SeasonTableProps } from './columns.js';
import styles from './divisions-table.module.css';
import { divisionOf, divisionTable } from './model/divisions.js';
import { PlayerCell } from './player-cell.js';

/** Fans shown in a division; in a large league the others are only in the main table. */
const SHOWN = 50;
/** Badges beside a division's name. */
const BADGES = 12;

interface DivisionsTableProps extends SeasonTableProps {
  /** The viewer's favourite team. */
  readonly team: string | null;
}

/** The divisions by the average of their fans; each opens to show them. */
export function DivisionsTable({ statistics, me, team }: DivisionsTableProps) {
  const divisions = useMemo(() => divisionTable(statistics.rows), [statistics]);
  const own = divisionOf(team);
  const [open, setOpen] = useState<string | null>(own);
  const base = useId();
  const shared = sharedRanks(divisions);
  const fanless = statistics.rows.length - divisions.reduce((sum, { fans }) => sum + fans.length, 0);
  const begun = statistics.weeks.length > 0;
  if (divisions.length === 0) {
    return (
      <p className={styles.note}>
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
          {divisions.map(({ name, rank, average, fans }, i) => (
            <Fragment key={name}>
              <tr data-division={name} data-own={name === own || undefined}>
                <td>{begun ? placeWords(rank, shared) : '–'}</td>
                <th scope="row">
                  <button
                    type="button"
                    aria-expanded={open === name}
                    aria-controls={`${base}-${i}`}
                    onClick={() => setOpen(open === name ? null : name)}
                  >
                    <span>
                      <span aria-hidden="true">{open === name ? '▾' : '▸'}</span> {name}{' '}
                      <small className={styles.count}>{fansWords(fans.length, name === own)}</small>
                    </span>
                    <span className={styles.badges}>
                      {fans.slice(0, BADGES).map(({ id, team: of }) => (
                        <Badge key={id} team={of} />
                      ))}
                    </span>
                  </button>
                </th>
                <td className={styles.average}>{begun ? figure(average) : '–'}</td>
              </tr>
              <tr id={`${base}-${i}`} hidden={open !== name}>
                <td colSpan={3} className={styles.inside}>
                  <ol className={styles.fans}>
                    {fans.slice(0, SHOWN).map((fan) => (
                      <li key={fan.id} data-own={fan.id === me || undefined}>
                        <PlayerCell
                          {...{ id: fan.id, name: fan.name, team: fan.team }}
                          league={statistics.league}
                          own={fan.id === me}
                        />
                        <b>{begun ? figure(fan.points) : '–'}</b>
                      </li>
                    ))}
                  </ol>
                  {fans.length > SHOWN && <p className={styles.more}>and {fans.length - SHOWN} more</p>}
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

function fansWords(fans: number, own: boolean): string {
  return `${fans === 1 ? '1 fan' : `${fans} fans`}${own ? ', you too' : ''}`;
}
