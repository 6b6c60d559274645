import { useState } from 'react';
import { getFile, HttpError } from '../../http/http.js';
import styles from './standings-page.module.css';

interface CsvButtonProps {
  /** The path of the CSV. */
  readonly path: string;
  /** The file's name. */
  readonly name: string;
}

/** Saves standings as a file for a spreadsheet. */
export function CsvButton({ path, name }: CsvButtonProps) {
  const [failed, setFailed] = useState(false);
  const save = async () => {
    setFailed(false);
    try {
      await saveCsv(path, name);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className={styles.after}>
      <button type="button" className="button" onClick={() => void save()}>
        Save as CSV
      </button>
      {failed && <p role="alert">The file did not load. Check your connection and try again.</p>}
    </div>
  );
}

/** Saves the CSV at `path` as a file. Throws when the request fails. */
async function saveCsv(path: string, name: string): Promise<void> {
  const address = URL.createObjectURL(await getFile(path, 'text/csv'));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has read the address by the end of this task.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

/** Shows whether the results behind standings are confirmed. */
export function Official({ unofficial }: { readonly unofficial: boolean }) {
  return <span className="tag">{unofficial ? 'Unofficial' : 'Official'}</span>;
}

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
