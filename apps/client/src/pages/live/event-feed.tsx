import { type Game, timeOfDay } from '@sunday-live/contract';
import { memo, useDeferredValue, useMemo } from 'react';
import { Link } from 'wouter';
import { momentPath } from '../../game/moments.js';
import { causeWords, scoreLine } from '../../game/words.js';
import type { LiveEvent } from '../../live/changes.js';
import type { TableRow } from '../../live/table-rows.js';
import { Badge } from '../../ui/badge.js';
import { Segmented } from '../../ui/segmented.js';
import { useAddress } from '../../ui/use-address.js';
import styles from './event-feed.module.css';
import { rankChangeWords } from './model/rank-change.js';
import { keyOf } from './use-events.js';
import { eventRanks, type RankStory } from './what-if/model/event-ranks.js';
import type { WhatIfSource } from './what-if/model/field.js';

interface EventFeedProps {
  /** Newest first. */
  readonly events: readonly LiveEvent[];
  /** No event is missing; otherwise their effect is unknown. */
  readonly whole: boolean;
  readonly games: ReadonlyMap<string, Game>;
  readonly timeZone: string;
  readonly source: WhatIfSource;
  readonly rows: readonly TableRow[];
  readonly own: number | null;
}

const SHOWN = 100;

const WHOSE = [
  { value: 'league', label: 'All' },
  { value: 'mine', label: 'Moved me' },
] as const;

/**
 * Events, newest first, with their effect on the viewer's place and on the lead; each links to its moment.
 */
export default memo(function EventFeed(props: EventFeedProps) {
  const { events, whole, games, timeZone, source, rows, own } = props;
  const [whose, setWhose] = useAddress('events', ['league', 'mine'], 'league', { how: 'replace' });
  const later = useDeferredValue(source);
  const stories = useMemo(() => {
    const { league, ...table } = later;
    if (table.state.spread || !whole) return NO_STORIES;
    return eventRanks({ ...table, rules: league.rules }, events, own);
  }, [later, events, whole, own]);
  const names = useMemo(() => new Map(rows.map((row) => [row.n, row.name])), [rows]);
  const shown = whose === 'mine' ? events.filter((event) => movedMe(stories.get(keyOf(event)))) : events;
  return (
    <section className={styles.feed} aria-labelledby="events">
      <h2 id="events" className={styles.heading}>
        As it happened
      </h2>
      {stories.size > 0 && own !== null && (
        <div className={styles.whose}>
          <Segmented label="Which events" options={WHOSE} value={whose} onChange={setWhose} />
        </div>
      )}
      {shown.length === 0 ? (
        <p className="note hint">
          {whose === 'mine' && events.length > 0
            ? 'No event has changed your place yet.'
            : 'Scores appear here after the first kickoff.'}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard.
        <ol className={styles.list} tabIndex={0} aria-label="Events, newest first">
          {shown.slice(0, SHOWN).map((event) => {
            const game = games.get(event.cause.game);
            if (!game) return null;
            const change = rankChangeWords(stories.get(keyOf(event)), event.cause.kind, own, names);
            return (
              <li key={keyOf(event)} className={styles.event} data-kind={event.cause.kind}>
                <Link className={styles.moment} href={momentPath(source.league.id, game.week, event.seq)}>
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
                    {change && (
                      <span className={styles.change} data-rank-change="">
                        {change}
                      </span>
                    )}
                  </span>
                </Link>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
});

const NO_STORIES: ReadonlyMap<string, RankStory> = new Map();

function movedMe(story: RankStory | undefined): boolean {
  return !!story?.own && (story.own.points !== 0 || story.own.before !== story.own.after);
}
