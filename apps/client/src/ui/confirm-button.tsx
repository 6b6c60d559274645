import { useState } from 'react';
import styles from './confirm-button.module.css';

interface ConfirmButtonProps {
  readonly label: string;
  /** Names the consequence before the player confirms. */
  readonly question: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
}

/** Draws a button that asks for confirmation. */
export function ConfirmButton({ label, question, busy, onConfirm }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="button" disabled={busy} onClick={() => setAsking(true)}>
        {label}
      </button>
    );
  }
  const answer = (yes: boolean) => {
    setAsking(false);
    if (yes) onConfirm();
  };
  return (
    <fieldset className={styles.question}>
      <legend className="unseen">{label}</legend>
      <p role="alert">{question}</p>
      <div className="buttons">
        <button type="button" className={`button ${styles.danger}`} onClick={() => answer(true)}>
          Yes, {label.toLowerCase()}
        </button>
        {/* biome-ignore lint/a11y/noAutofocus: the keyboard must not be lost when the asking button goes. */}
        <button type="button" className="button" autoFocus onClick={() => answer(false)}>
          No
        </button>
      </div>
    </fieldset>
  );
}
