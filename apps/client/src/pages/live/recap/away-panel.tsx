import { type Me, timeOfDay } from '@sunday-live/contract';
import { useEffect, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { momentPath } from '../../../game/moments.js';
import { causeWords, scoreLine } from '../../../game/words.js';
import { isOlder, useAnswerFrom } from '../../../http/answer-from.js';
import { historyQuery } from '../../../http/queries.js';
import type { Recap } from '../../../live/absence.js';
import type { LiveState } from '../../../live/apply-frame.js';
import type { LiveEvent } from '../../../live/changes.js';
import { withOwnRows } from '../../../live/large-league.js';
import { rankChangeWords } from '../model/rank-change.js';
import { eventFeed, eventsOfHistory, keyOf } from '../use-events.js';
import type { WhatIfSource } from '../what-if/model/field.js';
import styles from './away-panel.module.css';
import { fewLines, type RecapMoves, recapSummary } from './model/away-summary.js';
import { otherWords, recapWords } from './model/away-words.js';

interface RecapPanelProps {
  readonly me: Me;
  readonly recap: Recap;
  readonly source: WhatIfSource;
  /** Events of the stream, oldest first. */
  readonly live: readonly LiveEvent[];
  readonly onClose: () => void;
}

const FEW = 3;

/** The recap above the standings: what changed while the viewer was away, until it is closed. */
export default function RecapPanel({ me, recap, source, live, onClose }: RecapPanelProps) {
  const { league, scope, day, cards, bases } = source;
  const { to } = recap;
  const { events, reading } = useEventsBetween(recap, league.id, live);
  const own = useMemo(() => [...to.players.values()].find(({ id }) => id === me.id)?.n ?? null, [to, me.id]);
  const summary = useMemo(() => {
    const whole = (state: LiveState) => withOwnRows(state, cards.get(me.id), day, league.rules);
    const states = { from: whole(recap.from), to: whole(recap.to) };
    return recapSummary({ ...states, scope, day, cards, bases, rules: league.rules, me: own, events });
  }, [recap, scope, day, cards, bases, league.rules, me.id, own, events]);
  const names = useMemo(() => new Map([...to.players.values()].map(({ n, name }) => [n, name])), [to]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each recap has its own time.
  const at = useMemo(() => Date.now(), [recap]);
  if (summary === null) return null;
  const words = summary.kind === 'moves' ? recapWords(summary, own, names) : null;
  const sentences = words
    ? [words.own, words.way, words.lead, words.rest].filter((sentence) => sentence !== null)
    : [];
  const title = summary.kind === 'history' ? 'Reset' : 'While you were away';
  const asOf = summary.kind === 'moves' && `as of ${timeOfDay(at, me.timeZone)}`;
  const first = summary.kind === 'moves' ? sentences.join('. ') : otherWords(summary, to.slate);
  return (
    <section className={styles.panel} aria-label={title} data-away={summary.kind}>
      <Spoken text={[title, asOf].filter(Boolean).join(', ').concat(': ', first)} />
      <div className={styles.text}>
        <h2 className={styles.title}>
          {title}
          {asOf && <small className="quiet"> {asOf}</small>}
        </h2>
        {summary.kind === 'moves' ? (
          <>
            <p>
              <strong>{sentences[0]}.</strong> {sentences.slice(1).map((sentence) => `${sentence}. `)}
            </p>
            {reading ? (
              <p className="quiet">Loading what happened…</p>
            ) : (
              <Lines moves={summary} {...{ me, own, names, recap, source }} />
            )}
          </>
        ) : (
          <p>{first}</p>
        )}
      </div>
      <button type="button" className={styles.close} onClick={onClose} aria-label="Close the recap">
        ✕
      </button>
    </section>
  );
}

/**
 * Returns the events of the recap. Where the stream had no interruption the page has them; otherwise the log,
 * up to what the page shows.
 */
function useEventsBetween({ to, whole }: Recap, league: string, live: readonly LiveEvent[]) {
  const at = { epoch: to.epoch, seq: to.seq };
  const { data } = useAnswerFrom({ ...historyQuery(league, to.slate, to.epoch), enabled: !whole }, at);
  const reading = !whole && (data === undefined || isOlder(data, at));
  const past = useMemo(() => (data ? eventsOfHistory(data) : []), [data]);
  const events = useMemo(() => eventFeed(past, live, to.seq), [past, live, to.seq]);
  return { events, reading };
}

/** The recap for screen readers: a live region announces only text that is added after it is rendered. */
function Spoken({ text }: { readonly text: string }) {
  const [there, setThere] = useState(false);
  useEffect(() => setThere(true), []);
  return (
    <p className="unseen" role="status">
      {there ? text : ''}
    </p>
  );
}

interface LinesProps {
  readonly moves: RecapMoves;
  readonly me: Me;
  readonly own: number | null;
  readonly names: ReadonlyMap<number, string>;
  readonly recap: Recap;
  readonly source: WhatIfSource;
}

function Lines({ moves, me, own, names, recap, source }: LinesProps) {
  const { from, to } = recap;
  const { shown, more } = fewLines(moves, FEW);
  if (shown.length === 0) return null;
  const moment = (seq: number) => momentPath(source.league.id, to.slate.week, seq);
  return (
    <>
      <ul className={styles.lines} aria-label="Causes, newest first">
        {shown.map(({ event, story }) => (
          <li key={keyOf(event)} data-kind={event.cause.kind}>
            <Link href={moment(event.seq)} className={styles.line}>
              <time className="quiet" dateTime={event.at}>
                {timeOfDay(event.at, me.timeZone)}
              </time>
              <span>
                {causeWords(event.cause)} <small className={styles.score}>{scoreAfter(event, to)}</small>
              </span>
              <strong className={styles.effect}>
                {rankChangeWords(story, event.cause.kind, own, names)}
              </strong>
            </Link>
          </li>
        ))}
      </ul>
      <p className="quiet">
        {more > 0 && `and ${more} more. `}
        <Link href={moment(from.seq)}>Watch it again in the time machine</Link>
      </p>
    </>
  );
}

function scoreAfter(event: LiveEvent, { games }: LiveState): string {
  const game = games.get(event.cause.game);
  return game ? scoreLine({ ...game, ...event }) : '';
}
