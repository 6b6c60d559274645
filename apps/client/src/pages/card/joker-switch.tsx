import styles from './joker-switch.module.css';

interface JokerSwitchProps {
  readonly on: boolean;
  /** Jokers that the other weeks have not used. */
  readonly left: number;
  readonly known: boolean;
  readonly locked: boolean;
  readonly onChange: (on: boolean) => void;
}

/** Plays a joker on this card, if one is left. */
export function JokerSwitch({ on, left, known, locked, onChange }: JokerSwitchProps) {
  const after = Math.max(0, left - (on ? 1 : 0));
  return (
    <label className={styles.joker} data-joker={on || undefined}>
      <span>
        <strong>Joker ×3</strong>
        <span className={styles.text}>{known ? `${after} left${on ? ' after this' : ''}` : '\u00a0'}</span>
      </span>
      <input
        type="checkbox"
        role="switch"
        className={styles.switch}
        checked={on}
        aria-checked={on}
        disabled={locked || (!on && left <= 0)}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
