import styles from './standings-page.module.css';

/** Whether the results that a table counts are confirmed. */
export function Official({ unofficial }: { readonly unofficial: boolean }) {
  return <span className={styles.official}>{unofficial ? 'Unofficial' : 'Official'}</span>;
}
