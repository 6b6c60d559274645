import { HttpError } from '../../http/http.js';
import styles from './standings-page.module.css';

/** A placeholder for standings that are loading. */
export function Waiting() {
  return (
    <div className={styles.waiting} role="status">
      <span className="unseen">Loading the standings</span>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <i key={key} />
      ))}
    </div>
  );
}

interface FailedProps {
  readonly error: Error | null;
  readonly again: () => void;
}

/** An error in place of standings. */
export function Failed({ error, again }: FailedProps) {
  return (
    <div className="note" role="alert">
      <p>
        {error instanceof HttpError
          ? `The standings did not load. ${error.message}`
          : 'The standings did not load. Reload the page to get its newest version.'}
      </p>
      <button type="button" className="button" onClick={again}>
        Try again
      </button>
    </div>
  );
}
