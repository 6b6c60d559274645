import { signed } from '@sunday-live/contract';
import { useMemo } from 'react';
import { JokerMark } from '../../../game/marks.js';
import type { TableRow } from '../../../live/table-rows.js';
import { Badge } from '../../../ui/badge.js';
import { type Exposure, exposures, type Stake } from './model/exposure.js';
import type { Field } from './model/field.js';
import styles from './outlook.module.css';

interface ExposureViewProps {
  readonly field: Field;
  readonly rows: readonly TableRow[];
}

const SHOWN = 8;

/** For each open game, how much each player can win and lose. */
export function ExposureView({ field, rows }: ExposureViewProps) {
  const known = useMemo(() => new Map(rows.map((row) => [row.n, row])), [rows]);
  const boards = useMemo(() => exposures(field), [field]);
  if (boards.length === 0) return <p className={styles.hint}>The picks of these games are not locked yet.</p>;
  return (
    <>
      <p className={styles.hint}>
        Points won or lost from now on, if this team wins. Bankers and jokers first.
      </p>
      {boards.map((board) => (
        <Board key={board.game.id} board={board} known={known} />
      ))}
    </>
  );
}

function Board({
  board: { game, stakes },
  known,
}: {
  board: Exposure;
  known: ReadonlyMap<number, TableRow>;
}) {
  const first = stakes.slice(0, SHOWN);
  const mine = stakes.find(({ n }) => known.get(n)?.own);
  const shown = mine && !first.includes(mine) ? [...first, mine] : first;
  return (
    <table className={styles.table} data-exposure={game.id}>
      <caption>
        {game.away} at {game.home}
        {stakes.length > shown.length && (
          <span className={styles.sum}> and {stakes.length - shown.length} more players</span>
        )}
      </caption>
      <thead>
        <tr>
          <th scope="col">Player</th>
          <th scope="col">{game.away} wins</th>
          <th scope="col">{game.home} wins</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((stake) => (
          <tr key={stake.n} data-own={known.get(stake.n)?.own || undefined}>
            <th scope="row">
              <span className={styles.team}>
                <Badge team={game[stake.side]} />
                <span className={styles.name}>{known.get(stake.n)?.name ?? 'Unknown player'}</span>
                {stake.banker && <span className={styles.banker}>Banker</span>}
                {stake.joker && <JokerMark />}
              </span>
            </th>
            <Worth points={stake.away} />
            <Worth points={stake.home} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Worth({ points }: { readonly points: Stake['away'] }) {
  return <td data-tone={points > 0 ? 'gain' : points < 0 ? 'loss' : undefined}>{signed(points)}</td>;
}
