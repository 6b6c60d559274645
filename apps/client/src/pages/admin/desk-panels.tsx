import { type AdminDesk, adminDeskSchema, counted } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { Link } from 'wouter';
import { sendJson } from '../../http/http.js';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import type { Danger } from './ask-why.js';
import { useAdmin } from './section.js';

/** Each look counts the cards of everybody. */
const LOOK_EVERY_MS = 60_000;

interface DeskPanelsProps {
  readonly onChange: (danger: Danger) => void;
}

/** What needs an admin besides the alerts: cards that are not handed in, quarantine, failed jobs. */
export function DeskPanels({ onChange }: DeskPanelsProps) {
  const { data: desk } = useAdmin('desk', adminDeskSchema, LOOK_EVERY_MS);
  if (desk === undefined) return null;
  const { cards, quarantine, failed } = desk;
  return (
    <div className={styles.panels}>
      {cards !== null && <CardsPanel cards={cards} onChange={onChange} />}
      {quarantine > 0 && (
        <section className={styles.panel} aria-labelledby="desk-quarantine">
          <h2 id="desk-quarantine">Quarantine</h2>
          <p>
            {counted(quarantine, 'observation')} of the feed {quarantine === 1 ? 'waits' : 'wait'} for a
            decision.
          </p>
          <div className={styles.actions}>
            <Link className="button" href="/admin/feed">
              Decide
            </Link>
          </div>
        </section>
      )}
      {failed.length > 0 && (
        <section className={styles.panel} aria-labelledby="desk-failed">
          <h2 id="desk-failed">Not delivered</h2>
          <p>{failed.map((queue) => `${queue.failed} failed in ${queue.queue}`).join(', ')}.</p>
          <div className={styles.actions}>
            <Link className="button" href="/admin/queues">
              Open Queues
            </Link>
          </div>
        </section>
      )}
    </div>
  );
}

interface CardsPanelProps extends DeskPanelsProps {
  readonly cards: NonNullable<AdminDesk['cards']>;
}

/** How many have handed in a card for the week that locks next. Never which picks. */
function CardsPanel({ cards, onChange }: CardsPanelProps) {
  const { type, week, players, done, locksAt, reach } = cards;
  const name = weekPhrase(type, week);
  return (
    <section className={styles.panel} aria-labelledby="desk-cards">
      <h2 id="desk-cards">
        Handed in: {done} of {players}
      </h2>
      <p>
        Cards for {name}. The next picks lock <When at={locksAt} />.
      </p>
      <div className={styles.actions}>
        <button
          type="button"
          className="button"
          disabled={reach === 0}
          onClick={() =>
            onChange({
              title: 'Remind now',
              consequence: `${counted(reach, 'player')} without a complete card for ${name} ${reach === 1 ? 'gets' : 'get'} an email.`,
              label: 'Remind',
              run: (why) => sendJson('POST', '/api/admin/desk/remind', { why }),
            })
          }
        >
          Remind now
        </button>
        <Link className="button" href="/admin/picks">
          Who is missing
        </Link>
      </div>
      {reach === 0 && done < players && (
        <p className="quiet">
          Nobody can be reminded now: those who lack picks were reminded today, have switched reminders off,
          have no verified address, or have not played lately.
        </p>
      )}
    </section>
  );
}
