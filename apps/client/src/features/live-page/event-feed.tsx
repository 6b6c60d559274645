import type { Game } from '@sunday-live/contract';
import { memo } from 'react';
import type { LiveEvent } from '../../live/live-event.js';
import { Badge } from '../../ui/badge.js';
import styles from './event-feed.module.css';
import { timeOfDay } from './model/clock.js';
import { keyOf } from './model/event-feed.js';
import { causeWords, scoreLine } from './model/words.js';

interface EventFeedProps {
  /** Newest first. */
  readonly events: readonly LiveEvent[];
  readonly games: ReadonlyMap<string, Game>;
  readonly timeZone: string;
}

const SHOWN = 100;

/** What has happened, newest first. */
export const EventFeed = memo(function EventFeed({ events, games, timeZone }: EventFeedProps) {
  return (
    <section className={styles.feed} aria-labelledby="events">
      <h2 id="events" className={styles.heading}>
        As it happened
      </h2>
      {events.length === 0 ? (
        <p className={styles.empty}>Scores appear here from the first kick-off on.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard.
        <ol className={styles.list} tabIndex={0} aria-label="Events, newest first">
          {events.slice(0, SHOWN).map((event) => {
            const game = games.get(event.cause.game);
            if (!game) return null;
            return (
              <li key={keyOf(event)} className={styles.event} data-kind={event.cause.kind}>
                <time className={styles.time} dateTime={event.at}>
                  {timeOfDay(event.at, timeZone)}
                </time>
                <span className={styles.what}>
                  <span className={styles.words}>
                    {event.cause.team && <Badge team={event.cause.team} />}
                    {causeWords(event.cause)}
                  </span>
                  <span className={styles.score}>
                    {event.cause.kind === 'kick-off'
                      ? `${game.away} at ${game.home}`
                      : scoreLine({ ...game, ...event })}
                  </span>
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
});
