import { place, plain, type Widget, widgetSchema } from '@sunday-live/contract';
import { useEffect, useState } from 'react';
import { slateName } from '../game/words.js';
import { getJson, HttpError } from '../http/http.js';
import { Badge } from '../ui/badge.js';
import styles from './widget.module.css';

/** A league's first places on another site: read-only, without data about the viewer. */
export function WidgetTable({ league }: { readonly league: string }) {
  const seen = useWidget(league);
  if (seen === null) {
    return (
      <main className={styles.page} aria-busy="true">
        <p className={styles.quiet}>One moment…</p>
      </main>
    );
  }
  if (seen === 'gone') {
    return (
      <main className={styles.page}>
        <p>This league does not show its standings on other sites.</p>
        <Origin />
      </main>
    );
  }
  return (
    <main className={styles.page}>
      <header>
        <h1 className={styles.title}>{seen.name}</h1>
        <p className={styles.quiet}>
          {slateName(seen.type, seen.week)}
          {seen.unofficial && ' · unofficial'} · {seen.players} {seen.players === 1 ? 'card' : 'cards'}
        </p>
      </header>
      {seen.rows.length === 0 ? (
        <p className={styles.quiet}>No cards for this week.</p>
      ) : (
        <Places rows={seen.rows} />
      )}
      {seen.games.length > 0 && <Playing games={seen.games} />}
      <Origin />
    </main>
  );
}

function Places({ rows }: Pick<Widget, 'rows'>) {
  return (
    <table className={styles.table}>
      <caption className="unseen">The first places of the week</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">Place</th>
          <th scope="col">Player</th>
          <th scope="col">Points</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ rank, shared = false, name, team, points }, i) => (
          // names may be the same; the places of a table do not move
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          <tr key={i}>
            <td className={styles.rank}>{place(rank, shared)}</td>
            <td>
              <span className={styles.player}>
                <Badge team={team} />
                <span className={styles.name}>{name}</span>
              </span>
            </td>
            <td className={styles.points}>{plain(points)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Playing({ games }: Pick<Widget, 'games'>) {
  return (
    <ul className={styles.games} aria-label="Games in progress">
      {games.map(({ id, away, home, awayScore, homeScore, detail }) => (
        <li key={id}>
          <b>
            {away} {awayScore} : {homeScore} {home}
          </b>
          <span className={styles.quiet}>{detail}</span>
        </li>
      ))}
    </ul>
  );
}

function Origin() {
  return (
    <p className={styles.origin}>
      <a href="/" target="_blank" rel="noopener">
        Sunday Live
      </a>
    </p>
  );
}

const PLAYING_MS = 10_000;
const QUIET_MS = 60_000;

/** `gone`: the league must not be shown; `null`: no answer yet. */
export type Seen = Widget | 'gone' | null;

/** Polls the standings of a league while the page is visible, more often while games are in progress. */
function useWidget(league: string): Seen {
  const [seen, setSeen] = useState<Seen>(null);
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<number> => {
      if (document.visibilityState === 'hidden') return PLAYING_MS;
      try {
        const path = `/api/widgets/${encodeURIComponent(league)}`;
        const widget = await getJson(path, widgetSchema, stop.signal);
        setSeen(widget);
        return widget.games.length > 0 ? PLAYING_MS : QUIET_MS;
      } catch (error) {
        // the last answer stays while the server does not respond
        if (error instanceof HttpError && error.code === 'not-found') setSeen('gone');
        return QUIET_MS;
      }
    };
    const goOn = async (): Promise<void> => {
      const pause = await ask();
      if (!stop.signal.aborted) timer = setTimeout(() => void goOn(), pause);
    };
    void goOn();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [league]);
  return seen;
}
