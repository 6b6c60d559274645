import { place, plain, type Widget } from '@sunday-live/contract';
import { slateName } from '../game/empty-words.js';
import { Badge } from '../ui/badge.js';
import { useWidget } from './use-widget.js';
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
