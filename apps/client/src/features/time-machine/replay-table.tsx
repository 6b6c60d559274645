import type { Row, StandingsRow } from '@sunday-live/contract';
import { Badge } from '../../ui/badge.js';
import { plain } from '../live-page/model/words.js';
import styles from './time-machine.module.css';

interface ReplayTableProps {
  readonly rows: readonly Row[];
  readonly players: readonly StandingsRow[];
  readonly own: number;
}

/** The week's table at a moment. */
export function ReplayTable({ rows, players, own }: ReplayTableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">Place</span>
            <span aria-hidden="true">#</span>
          </th>
          <th scope="col">Player</th>
          <th scope="col">Points</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([n, rank, points], i) => {
          const player = players[n];
          const before = rows[i - 1];
          return (
            <tr
              key={player?.id}
              data-own={n === own || undefined}
              data-gap={(before !== undefined && rank > before[1] && rank > i + 1) || undefined}
            >
              <td>{rank}</td>
              <th scope="row">
                <span className={styles.who}>
                  <Badge team={player?.team ?? null} />
                  <span>{player?.name}</span>
                  {n === own && <b className={styles.you}>You</b>}
                </span>
              </th>
              <td>{plain(points)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
