import { dateOf, type Session } from '@sunday-live/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { deviceWords } from '../../game/device-words.js';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { identity } from '../../identity/identity.js';
import { Problem } from '../../ui/form.js';
import { useZone } from '../../ui/zone.js';
import styles from './profile.module.css';
import { sessionsQuery } from './requests.js';

/** The devices on which the player is signed in; each can be signed out. */
export function SessionList() {
  const client = useQueryClient();
  const [, go] = useLocation();
  const { data: sessions, isLoadingError } = useQuery(sessionsQuery);
  const action = useAction();
  const end = (id: string) =>
    action.run(async () => {
      await sendJson('DELETE', `/api/me/sessions/${encodeURIComponent(id)}`);
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    });
  const endAll = () =>
    action.run(async () => {
      await sendJson('DELETE', '/api/me/sessions');
      go('/sign-in');
      identity.signedOut();
    });
  if (isLoadingError) return <Problem words="Your devices could not be read. Load the page again." />;
  if (!sessions) return <p aria-busy="true">One moment…</p>;
  return (
    <>
      <ul>
        {sessions.map((session) => (
          <Device key={session.id} session={session} busy={action.busy} onEnd={() => end(session.id)} />
        ))}
      </ul>
      <Problem words={action.problem} />
      <p>
        <button type="button" className="button" disabled={action.busy} onClick={endAll}>
          Sign out everywhere
        </button>
      </p>
    </>
  );
}

interface DeviceProps {
  readonly session: Session;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function Device({ session, busy, onEnd }: DeviceProps) {
  const zone = useZone();
  const device = deviceWords(session.userAgent);
  return (
    <li className={styles.session}>
      <div>
        <strong>{device}</strong>
        <p className="hint">
          Since {dateOf(session.startedAt, zone)}, last seen {dateOf(session.seenAt, zone)}
        </p>
      </div>
      {session.current ? (
        <span className={styles.here}>This device</span>
      ) : (
        <button type="button" className="button" disabled={busy} onClick={onEnd}>
          Sign out<span className="unseen"> of {device}</span>
        </button>
      )}
    </li>
  );
}
