import type { Card } from '@sunday-live/contract';
import styles from './card-page.module.css';

interface CardNoticesProps {
  /** Changes made here that were not saved in time. */
  readonly late: readonly string[];
  readonly onSeen: () => void;
  /** Games that have left the week. */
  readonly moved: NonNullable<Card['problems']>;
}

/** Notices about a card: changes that came too late, games that have left the week. */
export function CardNotices({ late, onSeen, moved }: CardNoticesProps) {
  return (
    <>
      {late.length > 0 && (
        <div className={styles.late} role="alert" data-late="">
          <div>
            {late.map((words) => (
              <p key={words}>{words}</p>
            ))}
          </div>
          <button type="button" className="button" onClick={onSeen}>
            OK
          </button>
        </div>
      )}
      {moved.length > 0 && (
        <ul className={styles.news} data-moved="">
          {moved.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </>
  );
}
