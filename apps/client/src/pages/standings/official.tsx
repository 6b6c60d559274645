import styles from './standings-page.module.css';

/** Shows whether the results behind standings are confirmed. */
export function Official({ unofficial }: { readonly unofficial: boolean }) {
  return <span className={styles.official}>{unofficial ? 'Unofficial' : 'Official'}</span>;
}
