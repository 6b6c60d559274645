import styles from './tv-delay.module.css';

interface TvDelayProps {
  readonly seconds: number;
  readonly onChange: (seconds: number) => void;
}

const MAX = 90;

/** Holds the table back by some seconds, so that it does not tell what the television has yet to show. */
export function TvDelay({ seconds, onChange }: TvDelayProps) {
  return (
    <div>
      <button
        type="button"
        className={styles.open}
        popoverTarget="tv-delay"
        data-on={seconds > 0 || undefined}
      >
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
          <path d="M3 6h18v12H3zM8 21h8M8 2l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
        <span className="unseen">TV delay, </span>
        {seconds > 0 ? `${seconds} s` : <span className="unseen">off</span>}
      </button>
      <div id="tv-delay" popover="auto" className={styles.panel}>
        <label className={styles.label} htmlFor="tv-delay-range">
          TV delay <output>{seconds === 0 ? 'off' : `${seconds} s`}</output>
        </label>
        <input
          id="tv-delay-range"
          type="range"
          min={0}
          max={MAX}
          step={5}
          value={seconds}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
        <p className={styles.hint}>Holds scores back until your television has shown them.</p>
      </div>
    </div>
  );
}
