import type { SiteStatus } from '@sunday-live/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { sendJson } from '../../http/http.js';
import { siteQuery } from '../../http/queries.js';
import styles from './admin-page.module.css';
import { AskWhy, type Danger } from './ask-why.js';
import { Loaded } from './section.js';

/** The site's switches: maintenance, the live page, registration. */
export function SiteSection() {
  const client = useQueryClient();
  const site = useQuery(siteQuery);
  const id = useId();
  const [notice, setNotice] = useState('');
  const [danger, setDanger] = useState<Danger | null>(null);
  const patch = (path: string, body: object) => async (why: string) => {
    await sendJson('PATCH', `/api/admin/${path}`, { ...body, why });
    await client.invalidateQueries({ queryKey: siteQuery.queryKey });
  };
  return (
    <Loaded query={site}>
      {(now: SiteStatus) => (
        <div className={styles.panels}>
          <section className={styles.panel} aria-labelledby="maintenance">
            <h2 id="maintenance">Maintenance {now.maintenance && <span className={styles.tag}>On</span>}</h2>
            <p className="quiet">
              Players cannot change anything. Standings stay open and live; admins can continue.
            </p>
            {!now.maintenance && (
              <div className={styles.field}>
                <label htmlFor={id}>Notice to players</label>
                <input
                  id={id}
                  maxLength={300}
                  placeholder="Back at 18:00"
                  value={notice}
                  onChange={(event) => setNotice(event.target.value)}
                />
              </div>
            )}
            {now.maintenance && now.notice !== null && <p>{now.notice}</p>}
            <button
              type="button"
              className="button"
              onClick={() =>
                setDanger(
                  now.maintenance
                    ? {
                        title: 'End maintenance',
                        consequence: 'Players can save cards and everything else again.',
                        label: 'End maintenance',
                        run: patch('switches', { maintenance: false }),
                      }
                    : {
                        title: 'Begin maintenance',
                        consequence:
                          'Nobody but admins can change anything until you end it. Deadlines do not wait.',
                        label: 'Begin maintenance',
                        run: patch('switches', { maintenance: true, notice: notice.trim() || null }),
                      },
                )
              }
            >
              {now.maintenance ? 'End maintenance' : 'Begin maintenance'}
            </button>
          </section>
          <section className={styles.panel} aria-labelledby="live-page">
            <h2 id="live-page">Live page {!now.livePage && <span className={styles.tag}>Off</span>}</h2>
            <p className="quiet">
              When off, only admins can follow games live. Standings, results and cards stay open.
            </p>
            <button
              type="button"
              className="button"
              onClick={() =>
                setDanger({
                  title: now.livePage ? 'Switch the live page off' : 'Switch the live page on',
                  consequence: now.livePage
                    ? 'Open live pages say so at once and wait; announcements take up to a minute.'
                    : 'Players can follow the games again.',
                  label: now.livePage ? 'Switch off' : 'Switch on',
                  run: patch('switches', { livePage: !now.livePage }),
                })
              }
            >
              {now.livePage ? 'Switch off' : 'Switch on'}
            </button>
          </section>
          <section className={styles.panel} aria-labelledby="registration">
            <h2 id="registration">
              Registration {now.registration === 'closed' && <span className={styles.tag}>Closed</span>}
            </h2>
            <p className="quiet">Whether new players may sign up.</p>
            <button
              type="button"
              className="button"
              onClick={() =>
                setDanger({
                  title: now.registration === 'open' ? 'Close registration' : 'Open registration',
                  consequence:
                    now.registration === 'open' ? 'Nobody new can sign up.' : 'Everybody can sign up.',
                  label: now.registration === 'open' ? 'Close' : 'Open',
                  run: patch('registration', { state: now.registration === 'open' ? 'closed' : 'open' }),
                })
              }
            >
              {now.registration === 'open' ? 'Close' : 'Open'}
            </button>
          </section>
          {danger && <AskWhy {...danger} onClose={() => setDanger(null)} />}
        </div>
      )}
    </Loaded>
  );
}
