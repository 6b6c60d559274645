import { movementWords } from '../../game/movement.js';
import styles from './standings-page.module.css';

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
