import { useEffect } from 'react';
import styles from './tv-delay.module.css';
import { MAX_DELAY } from './use-tv-delay.js';

interface TvDelayProps {
  readonly seconds: number;
  readonly onChange: (seconds: number) => void;
  readonly hold: boolean;
  readonly onHold: (hold: boolean) => void;
}

/** Holds the table back by some seconds, or until it is let go, so that it does not tell what the television has yet to show. */
export function TvDelay({ seconds, onChange, hold, onHold }: TvDelayProps) {
  useHoldKey(() => onHold(!hold));
  return (
    <div>
      <button
        type="button"
        className={styles.open}
        popoverTarget="tv-delay"
        data-on={seconds > 0 || hold || undefined}
      >
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
          <path d="M3 6h18v12H3zM8 21h8M8 2l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
        <span className="unseen">TV delay, </span>
        {hold ? 'Held' : seconds > 0 ? `${seconds} s` : <span className="unseen">off</span>}
      </button>
      <div id="tv-delay" popover="auto" className={styles.panel}>
        <label className={styles.label} htmlFor="tv-delay-range">
          TV delay <output>{seconds === 0 ? 'off' : `${seconds} s`}</output>
        </label>
        <input
          id="tv-delay-range"
          type="range"
          min={0}
          max={MAX_DELAY}
          step={5}
          value={seconds}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
        <p className={styles.hint}>Holds scores back until your television has shown them.</p>
        <button
          type="button"
          className="button"
          aria-pressed={hold}
          aria-keyshortcuts="h"
          onClick={() => onHold(!hold)}
        >
          Hold everything (H)
        </button>
      </div>
    </div>
  );
}

/** The key `h`, wherever no text is written. */
function useHoldKey(toggle: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const writing =
        event.target instanceof Element && event.target.closest('input, select, textarea, dialog');
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
      if (event.key.toLowerCase() === 'h' && plain && !writing) toggle();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}
