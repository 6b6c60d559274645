import styles from './live-skeleton.module.css';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

/** A placeholder with the shape of the standings while they load. */
export function LiveSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-busy="true">
      <span className="unseen">Loading the standings</span>
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

/** Shown when the standings are here but delayed for the television. */
export function HeldBack({ seconds, onShow }: HeldBackProps) {
  return (
    <div className={styles.held}>
      <p role="status">Delayed by {seconds} s for your television. The standings appear in a moment.</p>
      <button type="button" className="button" onClick={onShow}>
        Show it now
      </button>
    </div>
  );
}
