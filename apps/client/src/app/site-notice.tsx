import { useQuery } from '@tanstack/react-query';
import { siteQuery } from '../game/site-query.js';
import styles from './site-notice.module.css';

/** Says so while the site is closed for changes. */
export function SiteNotice() {
  const { data } = useQuery(siteQuery);
  if (!data?.maintenance) return null;
  return (
    <p className={styles.notice} role="status">
      <strong>Maintenance.</strong> Tables stay open and live; nothing can be changed for now. {data.notice}
    </p>
  );
}
