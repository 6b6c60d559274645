import styles from './form.module.css';

/** What went wrong and what to do next; nothing while nothing did. */
export function Problem({ words }: { readonly words: string | null }) {
  if (words === null) return null;
  return (
    <p role="alert" className={styles.problem}>
      {words}
    </p>
  );
}

/** What was done, said once to those who listen. */
export function Done({ words }: { readonly words: string | null }) {
  return <div role="status">{words !== null && <p className={styles.done}>{words}</p>}</div>;
}
