import { type Alert, alertsSchema, dayAndTime } from '@sunday-live/contract';
import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { sendJson } from '../../http/http.js';
import { Segmented } from '../../ui/segmented.js';
import { useZone } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import { useOpenAlerts } from './alert-count.js';
import { AskWhy, type Danger } from './ask-why.js';
import { DeskPanels } from './desk-panels.js';
import { Loaded, useAdmin } from './section.js';

const SHOWN = [
  { value: 'open', label: 'Open' },
  { value: 'all', label: 'All' },
] as const;

/** The start page: what needs an admin now, and alerts with the problem, the next step and a link to it. */
export function AlertsSection() {
  const [, go] = useLocation();
  const all = new URLSearchParams(useSearch()).has('all');
  const [danger, setDanger] = useState<Danger | null>(null);
  return (
    <div className={styles.section}>
      {!all && <DeskPanels onChange={setDanger} />}
      <div className={styles.row}>
        <Segmented
          label="Alerts shown"
          options={SHOWN}
          value={all ? 'all' : 'open'}
          onChange={(shown) => go(shown === 'all' ? '/admin/alerts?all' : '/admin/alerts', { replace: true })}
        />
      </div>
      {all ? <AllAlerts onChange={setDanger} /> : <OpenAlerts onChange={setDanger} />}
      {danger && <AskWhy {...danger} onClose={() => setDanger(null)} />}
    </div>
  );
}

interface AlertsProps {
  readonly onChange: (danger: Danger) => void;
}

function OpenAlerts({ onChange }: AlertsProps) {
  const query = useOpenAlerts();
  return (
    <Loaded query={query}>
      {(open) => <AlertList shown={open} none="Nothing needs you." onChange={onChange} />}
    </Loaded>
  );
}

function AllAlerts({ onChange }: AlertsProps) {
  const query = useAdmin('alerts?all=true', alertsSchema);
  return (
    <Loaded query={query}>
      {(every) => <AlertList shown={every} none="There has been no alert." onChange={onChange} />}
    </Loaded>
  );
}

function AlertList({
  shown,
  none,
  onChange,
}: AlertsProps & { readonly shown: readonly Alert[]; readonly none: string }) {
  if (shown.length === 0) return <p className="quiet">{none}</p>;
  return (
    <ul className={styles.alerts} aria-label="Alerts">
      {shown.map((alert) => (
        <AlertItem key={alert.id} alert={alert} onChange={onChange} />
      ))}
    </ul>
  );
}

function AlertItem({ alert, onChange }: AlertsProps & { readonly alert: Alert }) {
  const { id, key, title, message, raisedAt, clearedAt, resolvedAt } = alert;
  const zone = useZone();
  const place = placeOf(key);
  const open = clearedAt === null && resolvedAt === null;
  return (
    <li className={styles.panel} data-alert={open ? 'open' : 'over'}>
      <h2>{title}</h2>
      <p className={styles.lines}>{message}</p>
      <p className="quiet">
        Since {dayAndTime(raisedAt, zone)}
        {clearedAt !== null && `, over since ${dayAndTime(clearedAt, zone)}`}
        {resolvedAt !== null && `, put aside ${dayAndTime(resolvedAt, zone)}`}
      </p>
      {open && (
        <div className={styles.actions}>
          {place !== null && (
            <Link className="button" href={place.href}>
              {place.label}
            </Link>
          )}
          <button
            type="button"
            className="button"
            onClick={() =>
              onChange({
                title: 'Put the alert aside',
                consequence: `"${title}" leaves the list. It changes nothing else: the alert returns when the problem changes.`,
                label: 'Put aside',
                run: (why) => sendJson('POST', `/api/admin/alerts/${id}/resolve`, { why }),
              })
            }
          >
            Put aside
          </button>
        </div>
      )}
    </li>
  );
}

/** A section of the console. */
interface Place {
  readonly label: string;
  readonly href: string;
}

/** The section that handles an alert, by the first part of its key. */
const PLACES: Readonly<Record<string, Place>> = {
  results: { label: 'Open Results', href: '/admin/results' },
  moved: { label: 'Open Results', href: '/admin/results' },
  feed: { label: 'Open Feed', href: '/admin/feed' },
  'forced-jokers': { label: 'Open Season', href: '/admin/season' },
  outside: { label: 'Open Queues', href: '/admin/queues' },
  backups: { label: 'Open Backups', href: '/admin/backups' },
  standings: { label: 'Open Correct a card', href: '/admin/corrections' },
};

/** Returns the section that handles an alert; null when none does. @param key such as `results/2024/2/8` */
function placeOf(key: string): Place | null {
  return PLACES[key.slice(0, key.indexOf('/'))] ?? null;
}
