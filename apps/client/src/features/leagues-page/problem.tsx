import styles from './leagues-page.module.css';

/** What went wrong and what to do next; nothing while nothing did. */
export function Problem({ words }: { readonly words: string | null }) {
  if (words === null) return null;
  return (
    <p role="alert" className={styles.problem}>
      {words}
    </p>
  );
}
