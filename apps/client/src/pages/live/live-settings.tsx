import { useEffect } from 'react';
import { MAX_DELAY } from '../../live/use-tv-delay.js';
import { useMenu } from '../../ui/layers.js';
import styles from './live-settings.module.css';

export interface LiveSettingsProps {
  /** TV delay in seconds. */
  readonly delay: number;
  readonly onDelay: (seconds: number) => void;
  readonly hold: boolean;
  readonly onHold: (hold: boolean) => void;
  readonly calm: boolean;
  readonly onCalm: (calm: boolean) => void;
}

/**
 * The settings of the stream: a delay or a hold, so that the page is never ahead of the television, and calm
 * mode with one update a minute.
 */
export function LiveSettings({ delay, onDelay, hold, onHold, calm, onCalm }: LiveSettingsProps) {
  useHoldKey(() => onHold(!hold));
  const { menu } = useMenu();
  return (
    <div>
      <button
        type="button"
        className={styles.open}
        popoverTarget="live-settings"
        data-on={delay > 0 || hold || calm || undefined}
      >
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
          <path d="M3 6h18v12H3zM8 21h8M8 2l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
        <span className="unseen">TV delay, </span>
        {hold ? 'Held' : delay > 0 ? `${delay} s` : <span className="unseen">off</span>}
        <span className="unseen">, calm mode {calm ? 'on' : 'off'}</span>
      </button>
      <div {...menu} id="live-settings" popover="auto" className={`popup ${styles.panel}`}>
        <label className={styles.label} htmlFor="tv-delay-range">
          TV delay <output>{delay === 0 ? 'off' : `${delay} s`}</output>
        </label>
        <input
          id="tv-delay-range"
          type="range"
          min={0}
          max={MAX_DELAY}
          step={5}
          value={delay}
          onChange={(event) => onDelay(event.target.valueAsNumber)}
        />
        <p className="hint">Holds scores back until your television has shown them.</p>
        <button type="button" className="button" aria-keyshortcuts="h" onClick={() => onHold(!hold)}>
          {hold ? 'Continue (H)' : 'Hold everything (H)'}
        </button>
        <label className={styles.switch}>
          Calm mode
          <input type="checkbox" checked={calm} onChange={(event) => onCalm(event.target.checked)} />
        </label>
        <p className="hint">The standings update once a minute, with one summary of what is new.</p>
      </div>
    </div>
  );
}

/** Handles the key `h` outside inputs. */
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
