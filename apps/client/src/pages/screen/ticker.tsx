import type { Game } from '@sunday-live/contract';
import { causeWords, scoreLine } from '../../game/words.js';
import type { LiveEvent } from '../../live/changes.js';
import { Badge } from '../../ui/badge.js';
import styles from './screen-page.module.css';

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
