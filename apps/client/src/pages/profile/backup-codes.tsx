import styles from './profile.module.css';

interface BackupCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** Backup codes for a lost phone; shown only once. */
export function BackupCodes({ codes, onDone }: BackupCodesProps) {
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(codes.join('\n'))}`;
  return (
    <>
      <p role="status">
        Keep these apart from your phone. Each works once without it. They are not shown again.
      </p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p className="buttons">
        <a className="button" href={file} download="sunday-live-backup-codes.txt">
          Download them
        </a>
        <button type="button" className="button primary" onClick={onDone}>
          I have them
        </button>
      </p>
    </>
  );
}
