import { plain } from '@sunday-live/contract';
import { memo } from 'react';
import type { BankerMark } from '../../game/banker.js';
import { Banker, Change, JokerMark, Movement } from '../../game/marks.js';
import { rankLabel, type TableRow } from '../../live/table-rows.js';
import { Badge } from '../../ui/badge.js';
import { TABLE_ROLES } from '../../ui/column-head.js';
import styles from './leaderboard.module.css';

interface LeaderboardRowProps {
  readonly row: TableRow;
  readonly onOpen: (id: string) => void;
  /** The row's index in the whole table, from 0. */
  readonly place: number;
}

/** One player. Rendered only when the row object changes. */
export const LeaderboardRow = memo(function LeaderboardRow({ row, place, onOpen }: LeaderboardRowProps) {
  return (
    <tr
      className={styles.row}
      data-player={row.id}
      data-n={row.n}
      data-rank={row.rank}
      data-points={row.points ?? ''}
      data-own={row.own || undefined}
      data-pinned={row.pinned || undefined}
      data-gap={row.gap || undefined}
      aria-rowindex={place + 2}
      style={{ order: place }}
      {...TABLE_ROLES.row}
    >
      <td className={styles.rank} {...TABLE_ROLES.cell}>
        <span className={styles.place}>{row.points === null ? '–' : rankLabel(row)}</span>
        <span className={styles.move}>
          <Movement places={row.movement} />
        </span>
      </td>
      <Who
        id={row.id}
        name={row.name}
        team={row.team}
        own={row.own}
        joker={row.joker}
        banker={row.banker}
        onOpen={onOpen}
      />
      <td className={styles.points} {...TABLE_ROLES.cell}>
        {row.change && <Change key={row.change.at} change={row.change} />}
        <span className={styles.total}>{row.points === null ? '–' : plain(row.points)}</span>
      </td>
    </tr>
  );
});

interface WhoProps extends Pick<TableRow, 'id' | 'name' | 'team' | 'own' | 'joker'> {
  readonly banker: BankerMark | null;
  readonly onOpen: (id: string) => void;
}

/** The part of a row that a score seldom changes. */
const Who = memo(function Who({ id, name, team, own, joker, banker, onOpen }: WhoProps) {
  return (
    <th scope="row" className={styles.who} {...TABLE_ROLES.header}>
      <Badge team={team} />
      <button type="button" className={styles.name} onClick={() => onOpen(id)}>
        <span className={styles.words}>{name}</span>
        {own && <span className="unseen"> (you)</span>}
      </button>
      {(joker || banker) && (
        <span className={styles.marks}>
          {joker && <JokerMark />}
          {banker && <Banker team={banker.team} state={banker.state} />}
        </span>
      )}
    </th>
  );
});
