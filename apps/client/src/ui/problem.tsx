import styles from './form.module.css';

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
