import { signed } from '@sunday-live/contract';
import { useEffect, useState } from 'react';
import { BANKER_WORDS, type BankerState } from './banker.js';
import { elapsed } from './clock.js';
import styles from './marks.module.css';

/** A change of a number: the difference, and when it was shown. `at` distinguishes two changes. */
export interface PointsChange {
  readonly by: number;
  readonly at: number;
}

/** How long the last change stays beside the points, and how long it then fades. */
const CHANGE_MS = 13_500;
const FADE_MS = 1_500;

/** Shows places gained or lost, by arrow, number and colour. */
export function Movement({ places }: { readonly places: number | null }) {
  if (places === null) return <span className={styles.still}>–</span>;
  if (places === 0) {
    return (
      <span className={styles.still} role="img" aria-label="no move">
        =
      </span>
    );
  }
  const up = places > 0;
  return (
    <span
      className={up ? styles.gain : styles.loss}
      role="img"
      aria-label={`${up ? 'up' : 'down'} ${Math.abs(places)}`}
    >
      <i className={styles.arrow}>{up ? '▲' : '▼'}</i>
      {Math.abs(places)}
    </span>
  );
}

/** Shows points just won or lost; it fades out and disappears. */
export function Change({ change }: { readonly change: PointsChange }) {
  const [phase, setPhase] = useState<'shown' | 'fading' | 'gone'>(() => phaseOf(elapsed() - change.at));
  useEffect(() => {
    if (phase === 'gone') return;
    const next = change.at + CHANGE_MS + (phase === 'fading' ? FADE_MS : 0) - elapsed();
    const timer = setTimeout(() => setPhase(phase === 'shown' ? 'fading' : 'gone'), Math.max(0, next));
    return () => clearTimeout(timer);
  }, [phase, change.at]);
  if (phase === 'gone') return null;
  return (
    <span className={change.by > 0 ? styles.won : styles.lost} data-phase={phase}>
      {signed(change.by)}
    </span>
  );
}

function phaseOf(age: number): 'shown' | 'fading' | 'gone' {
  if (age < CHANGE_MS) return 'shown';
  return age < CHANGE_MS + FADE_MS ? 'fading' : 'gone';
}

export function JokerMark() {
  return (
    <span className={styles.joker} title="Joker played" data-joker="" role="img" aria-label="joker">
      J
    </span>
  );
}

const SIGNS: Readonly<Record<BankerState, string>> = {
  alive: '○',
  winning: '▲',
  level: '=',
  losing: '▼',
  won: '✓',
  lost: '✕',
  void: '∅',
};

/** Shows a banker and its state. */
export function Banker({ team, state }: { readonly team: string; readonly state: BankerState }) {
  const words = `banker ${team} ${BANKER_WORDS[state]}`;
  return (
    <span className={styles.banker} data-banker={state} role="img" aria-label={words} title={words}>
      {`B ${team} ${SIGNS[state]}`}
    </span>
  );
}
