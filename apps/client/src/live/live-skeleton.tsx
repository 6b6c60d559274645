import styles from './live-skeleton.module.css';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

/** The table's shape while it is on its way. */
export function LiveSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-busy="true">
      <span className="unseen">Loading the table</span>
      <div className={styles.strip} />
      {ROWS.map((row) => (
        <div key={row} className={styles.row} />
      ))}
    </div>
  );
}

interface HeldBackProps {
  readonly seconds: number;
  readonly onShow: () => void;
}

/** The table is here, but waits for the television. */
export function HeldBack({ seconds, onShow }: HeldBackProps) {
  return (
    <div className={styles.held}>
      <p role="status">Held back {seconds} s for your television. The table appears in a moment.</p>
      <button type="button" className="button" onClick={onShow}>
        Show it now
      </button>
    </div>
  );
}
