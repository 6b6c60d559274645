import { type Game, plain, type Side, signed } from '@sunday-live/contract';
import { leader } from '@sunday-live/scoring';
import { statusWords } from '../../game/clock.js';
import { causeWords, scoreLine } from '../../game/words.js';
import type { LiveEvent } from '../../live/changes.js';
import { rankLabel } from '../../live/table-rows.js';
import { Badge } from '../../ui/badge.js';
import type { Page, ScreenRow } from './model/screen.js';
import styles from './screen-page.module.css';

interface ScreenTableProps {
  readonly page: Page<ScreenRow>;
  /** Number of players in the league. */
  readonly players: number;
}

/** A page of the week's standings, readable from the back of the room. */
export function ScreenTable({ page: { items, page, pages }, players }: ScreenTableProps) {
  const [first, last] = [items[0]?.rank, items.at(-1)?.rank];
  return (
    <section className={styles.panel} aria-label="Table">
      <h2 className={styles.heading}>
        {pages > 1 ? `Places ${first} to ${last}` : 'The week'}
        <span>
          {players} {players === 1 ? 'player' : 'players'}
        </span>
      </h2>
      {items.length === 0 && <p className={styles.none}>No cards for this week.</p>}
      <ol key={page} className={styles.table}>
        {items.map((row) => (
          <li key={row.n} data-leader={row.rank === 1 || undefined}>
            <span className={styles.rank}>{rankLabel(row)}</span>
            <Badge team={row.team} size="fluid" />
            <span className={styles.name}>{row.name}</span>
            {row.change !== 0 && (
              <span className={styles.change} data-up={row.change > 0 || undefined}>
                {signed(row.change)}
              </span>
            )}
            <b className={styles.points}>{row.points === null ? '–' : plain(row.points)}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface ScreenGamesProps {
  readonly page: Page<Game>;
  /** When each game last changed its score or state. */
  readonly changedAt: ReadonlyMap<string, number>;
  readonly now: number;
  readonly timeZone: string;
}

/** How long a changed game is highlighted. */
const FLASH_MS = 15_000;

/** A page of the games: those in progress first. */
export function ScreenGames({ page: { items, page, pages }, changedAt, now, timeZone }: ScreenGamesProps) {
  return (
    <section className={styles.panel} aria-label="Games">
      <h2 className={styles.heading}>
        Games
        {pages > 1 && (
          <span>
            {page + 1} of {pages}
          </span>
        )}
      </h2>
      <ul className={styles.games}>
        {items.map((game) => (
          <li
            key={game.id}
            data-state={game.state}
            data-just={now - (changedAt.get(game.id) ?? Number.NEGATIVE_INFINITY) < FLASH_MS || undefined}
          >
            <Team game={game} side="away" />
            <Team game={game} side="home" />
            <span className={styles.status}>{statusWords(game, timeZone)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Team({ game, side }: { readonly game: Game; readonly side: Side }) {
  const begun = game.state === 'in' || game.state === 'post';
  const ball = game.state === 'in' && game.possession === side;
  return (
    <span className={styles.team} data-leads={leader(game) === side || undefined}>
      <Badge team={game[side]} size="fluid" />
      <span className="unseen">{game[side]}</span>
      <i className={styles.ball} data-ball={ball || undefined} aria-hidden="true" />
      <b>{begun ? game[`${side}Score`] : '–'}</b>
    </span>
  );
}

interface TickerProps {
  /** The last event since the screen was opened. */
  readonly event: LiveEvent | undefined;
  readonly games: ReadonlyMap<string, Game>;
}

/** The last event, at the foot of the screen. */
export function Ticker({ event, games }: TickerProps) {
  const game = event && games.get(event.cause.game);
  return (
    <p className={styles.ticker} role="status">
      {event && game ? (
        <span key={`${event.seq} ${event.cause.game}`} className={styles.news}>
          {event.cause.team && <Badge team={event.cause.team} size="fluid" />}
          <b>{causeWords(event.cause)}</b> {scoreLine({ ...game, ...event })}
        </span>
      ) : (
        'Sunday Live: every touchdown moves the table.'
      )}
    </p>
  );
}
