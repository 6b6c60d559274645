import { alertsSchema } from '@sunday-live/contract';
import styles from './admin-page.module.css';
import { useAdmin } from './use-admin.js';

const LOOK_EVERY_MS = 15_000;

/** The alerts that wait for an admin, read again and again while the console is open. */
export function useOpenAlerts() {
  return useAdmin('alerts', alertsSchema, LOOK_EVERY_MS);
}

/** How many alerts are open, beside the entry that leads to them; nothing when there are none. */
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
