import { memo } from 'react';
import { Badge } from '../../ui/badge.js';
import styles from './leaderboard.module.css';
import { Banker, Change, JokerMark, Movement } from './marks.js';
import { rankLabel, type TableRow } from './model/table-rows.js';
import { plain } from './model/words.js';

interface LeaderboardRowProps {
  readonly row: TableRow;
  readonly gap: boolean;
  readonly onOpen: (id: string) => void;
  /** The row's place in the whole table, where only a part is drawn; counted from 0. */
  readonly index?: number;
}

/** One player. Drawn again only when something of the row is new. */
export const LeaderboardRow = memo(function LeaderboardRow({ row, gap, onOpen, index }: LeaderboardRowProps) {
  return (
    <tr
      className={styles.row}
      data-player={row.id}
      data-n={row.n}
      data-rank={row.rank}
      data-points={row.points ?? ''}
      data-own={row.own || undefined}
      data-pinned={row.pinned || undefined}
      data-gap={gap || undefined}
      aria-rowindex={index === undefined ? undefined : index + 2}
    >
      <td className={styles.rank}>{row.points === null ? '–' : rankLabel(row)}</td>
      <td className={styles.move}>
        <Movement places={row.movement} />
      </td>
      <th scope="row" className={styles.who}>
        <div className={styles.whoIn}>
          <span className={styles.badge}>
            <Badge team={row.team} />
          </span>
          <button type="button" className={styles.name} onClick={() => onOpen(row.id)}>
            {row.name}
            {row.own && <span className={styles.you}>You</span>}
          </button>
          <span className={styles.marks}>
            {row.joker && <JokerMark />}
            {row.banker && <Banker banker={row.banker} />}
          </span>
        </div>
      </th>
      <td className={styles.points}>
        <span className={styles.pointsIn}>
          {row.change && <Change key={row.change.at} change={row.change} />}
          <span className={styles.total}>{row.points === null ? '–' : plain(row.points)}</span>
        </span>
      </td>
    </tr>
  );
});
