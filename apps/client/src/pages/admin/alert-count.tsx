import { alertsSchema } from '@sunday-live/contract';
import styles from './admin-page.module.css';
import { useAdmin } from './section.js';

const LOOK_EVERY_MS = 15_000;

/** Reads the open alerts, repeatedly while the console is open. */
export function useOpenAlerts() {
  return useAdmin('alerts', alertsSchema, LOOK_EVERY_MS);
}

/** Shows the number of open alerts beside the link to them; nothing when there are none. */
export function AlertCount() {
  const { data: open = [] } = useOpenAlerts();
  if (open.length === 0) return null;
  return (
    <span className={styles.count}>
      {open.length}
      <span className="unseen"> open</span>
    </span>
  );
}
