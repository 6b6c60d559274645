import { useState } from 'react';
import { saveCsv } from './save-csv.js';
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
