import { plain, signed } from '@sunday-live/contract';
import { rankLabel } from '../../live/table-rows.js';
import { Badge } from '../../ui/badge.js';
import type { Page, ScreenRow } from './model/screen.js';
import styles from './screen-page.module.css';

interface ScreenTableProps {
  readonly page: Page<ScreenRow>;
  /** Number of players in the league. */
  readonly players: number;
}

/** A page of the week's standings, readable from the back of the room. */
export function ScreenTable({ page: { items, page, pages }, players }: ScreenTableProps) {
  const [first, last] = [items[0]?.rank, items.at(-1)?.rank];
  return (
    <section className={styles.panel} aria-label="Table">
      <h2 className={styles.heading}>
        {pages > 1 ? `Places ${first} to ${last}` : 'The week'}
        <span>
          {players} {players === 1 ? 'player' : 'players'}
        </span>
      </h2>
      {items.length === 0 && <p className={styles.none}>No cards for this week.</p>}
      <ol key={page} className={styles.table}>
        {items.map((row) => (
          <li key={row.n} data-leader={row.rank === 1 || undefined}>
            <span className={styles.rank}>{rankLabel(row)}</span>
            <Badge team={row.team} size="fluid" />
            <span className={styles.name}>{row.name}</span>
            {row.change !== 0 && (
              <span className={styles.change} data-up={row.change > 0 || undefined}>
                {signed(row.change)}
              </span>
            )}
            <b className={styles.points}>{row.points === null ? '–' : plain(row.points)}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}
