import type { PointsChange } from '../../live/live-store.js';
import styles from './marks.module.css';
import { BANKER_WORDS, type BankerMark, type BankerState } from './model/banker.js';
import { signed } from './model/words.js';

/** How long the last change stays beside the points. */
const CHANGE_MS = 15_000;

/** Places gained or lost: by arrow, number and hue. */
export function Movement({ places }: { readonly places: number | null }) {
  if (places === null) return <span className={styles.still}>–</span>;
  if (places === 0) {
    return (
      <span className={styles.still}>
        <span aria-hidden="true">=</span>
        <span className="unseen">no move</span>
      </span>
    );
  }
  const up = places > 0;
  return (
    <span className={up ? styles.gain : styles.loss}>
      <span className={styles.arrow} aria-hidden="true">
        {up ? '▲' : '▼'}
      </span>
      <span className="unseen">{up ? 'up ' : 'down '}</span>
      {Math.abs(places)}
    </span>
  );
}

/** Points just won or lost; fades by itself. */
export function Change({ change }: { readonly change: PointsChange }) {
  const age = Date.now() - change.at;
  if (age > CHANGE_MS) return null;
  return (
    <span
      className={change.by > 0 ? styles.won : styles.lost}
      style={{ animationDuration: `${CHANGE_MS}ms`, animationDelay: `${-Math.max(0, age)}ms` }}
    >
      {signed(change.by)}
    </span>
  );
}

export function JokerMark() {
  return (
    <span className={styles.joker} title="Joker played" data-joker="">
      <span aria-hidden="true">J</span>
      <span className="unseen">joker</span>
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

/** A banker and how it stands. */
export function Banker({ banker }: { readonly banker: BankerMark }) {
  return (
    <span
      className={styles.banker}
      data-banker={banker.state}
      title={`Banker ${banker.team}: ${BANKER_WORDS[banker.state]}`}
    >
      <span aria-hidden="true">B</span>
      <span className="unseen">banker </span>
      {banker.team}
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[banker.state]}
      </span>
      <span className="unseen"> {BANKER_WORDS[banker.state]}</span>
    </span>
  );
}
