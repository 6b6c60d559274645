import {
  type FormEvent,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  useId,
} from 'react';
import styles from './form.module.css';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly hint?: string;
}

/** A labelled, required input. */
export function Field({ label, hint, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} required aria-describedby={hint ? `${id}-hint` : undefined} {...input} />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  readonly label: string;
  readonly children: ReactNode;
}

/** A labelled select. */
export function SelectField({ label, children, ...select }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} {...select}>
        {children}
      </select>
    </div>
  );
}

/** Shows an error and the next step; null shows nothing. */
export function Problem({ words }: { readonly words: string | null }) {
  if (words === null) return null;
  return (
    <p role="alert" className={styles.problem}>
      {words}
    </p>
  );
}

/** Shows a success message and announces it to screen readers. */
export function Done({ words }: { readonly words: string | null }) {
  return <div role="status">{words !== null && <p className={styles.done}>{words}</p>}</div>;
}

/**
 * Returns an input's pattern with our own message for a mismatch, because browsers say "the requested
 * format".
 */
function pattern(source: string, words: string) {
  return {
    pattern: source,
    onInvalid: ({ currentTarget }: FormEvent<HTMLInputElement>) => {
      if (currentTarget.validity.patternMismatch) currentTarget.setCustomValidity(words);
    },
    // a custom message marks the input as invalid until it is cleared
    onInput: ({ currentTarget }: FormEvent<HTMLInputElement>) => currentTarget.setCustomValidity(''),
  };
}

/** A name or a title with at least one visible character. */
export const SEEN = pattern('.*\\S.*', 'Spaces alone cannot be seen: type at least one letter.');

/** The code of an authenticator app. */
export const SIX_DIGITS = pattern('\\s*(\\d\\s*){6}', 'Type the six digits that the app shows now.');

/** A word that must be typed exactly. */
export function exactly(word: string) {
  return pattern(word, `Type exactly “${word}”.`);
}

/** A game clock: minutes and seconds. */
export const CLOCK = pattern('\\d{1,2}:[0-5]\\d', 'Type minutes and seconds, as 9:05.');
