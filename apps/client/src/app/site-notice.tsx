import { useQuery } from '@tanstack/react-query';
import { siteQuery } from '../game/site-query.js';
import styles from './site-notice.module.css';

/** Shows a notice while the site is in maintenance. */
export function SiteNotice() {
  const { data } = useQuery(siteQuery);
  if (!data?.maintenance) return null;
  return (
    <p className={styles.notice} role="status">
      <strong>Maintenance.</strong> Standings stay live, but nothing can be changed for now. {data.notice}
    </p>
  );
}
