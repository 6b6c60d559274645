import { type LeagueSummary, type Me, timeOfDay } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { elapsed } from '../../game/clock.js';
import { PageLeague } from '../../game/page-data.js';
import { allOver, gamesOfScope, progressOf, scopeStarted, slateGames } from '../../game/slate-games.js';
import { slateName } from '../../game/words.js';
import { leaguesQuery } from '../../http/queries.js';
import { useUnofficial } from '../../http/results.js';
import type { LiveState } from '../../live/apply-frame.js';
import { linkWords } from '../../live/link-words.js';
import type { LiveView } from '../../live/live-store.js';
import SwitchedOff from '../../live/switched-off.js';
import { useLive } from '../../live/use-live.js';
import { useTvDelay } from '../../live/use-tv-delay.js';
import { useNow, useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { announced, pageAt, screenRows } from './model/screen.js';
import styles from './screen-page.module.css';
import { ScreenGames, ScreenTable, Ticker } from './screen-panels.js';

interface ScreenPageProps {
  readonly me: Me;
  /** Absent: the player's largest league. */
  readonly league?: string | undefined;
}

/** A league on a big screen, for a pub or a living room, without controls. */
export default function ScreenPage({ me, league }: ScreenPageProps) {
  useTitle('Big screen');
  // retries until it has an answer, because nobody is there to press a button
  const leagues = useQuery({
    ...leaguesQuery,
    refetchInterval: ({ state }) => (state.data ? false : 10_000),
  });
  if (!leagues.data) return <PageMessage title="One moment…" busy />;
  return (
    <PageLeague leagues={leagues.data} asked={league}>
      {(current) => <Screen key={current.id} league={current} timeZone={me.timeZone} />}
    </PageLeague>
  );
}

interface ScreenProps {
  readonly league: LeagueSummary;
  readonly timeZone: string;
}

/** How long a page stays: long enough to find a name from across the room. */
const BEAT_MS = 12_000;
/** How long won or lost points are shown. */
const NEWS_MS = 30_000;

/** The big screen of one league. */
function Screen({ league, timeZone }: ScreenProps) {
  useAwake();
  const [delay] = useTvDelay();
  const { view } = useLive(league.id, delay * 1000);
  const now = useNow(1000);
  if (view.link === 'signed-out' || view.link === 'no-access') {
    return (
      <PageMessage title="This league is not shown any more" action={{ label: 'Sign in', href: '/sign-in' }}>
        The player who opened this screen has signed out or left the league.
      </PageMessage>
    );
  }
  if (view.link === 'switched-off') return <SwitchedOff />;
  const { state } = view;
  if (!state) {
    const words = view.held > 0 ? `delayed by ${delay} s for your television` : 'one moment…';
    return <PageMessage title={`${league.name}: ${words}`} busy />;
  }
  return <Wall {...{ league, timeZone, view, state, now }} />;
}

interface WallProps extends ScreenProps {
  readonly view: LiveView;
  readonly state: LiveState;
  readonly now: number;
}

const ROWS = 10;
const GAMES = 8;

function Wall({ league, timeZone, view, state, now }: WallProps) {
  const { live, day } = progressOf(state.games);
  const ofScope = gamesOfScope(state.games, 'week', day);
  const started = scopeStarted(ofScope, 'week', state.slate.week);
  const { season, type, week } = state.slate;
  const unofficial = useUnofficial({ season, type, week, over: allOver(ofScope) }, state);
  const changes = new Map(
    [...view.points.week].flatMap(([n, { by, at }]) => (elapsed() - at < NEWS_MS ? [[n, by] as const] : [])),
  );
  const beat = Math.floor(now / BEAT_MS);
  const rows = screenRows({ state, scope: 'week', started, changes });
  const { live: playing, upcoming, finished } = slateGames(state.games.values(), view.games);
  const link = linkWords(view, live, { clock: now, elapsed: elapsed() });
  const [first, ...more] = announced(state.announcements, league.id, now);
  return (
    <div className={styles.wall} data-connection={view.link} data-seq={state.seq}>
      <header className={styles.top}>
        <h1>{league.name}</h1>
        <p>
          {slateName(type, week)}
          {started && unofficial && <span className={styles.unofficial}>unofficial</span>}
        </p>
        <p className={styles.link} data-tone={link.tone}>
          {link.text}
        </p>
        <p className={styles.clock}>{timeOfDay(new Date(now).toISOString(), timeZone)}</p>
      </header>
      {first && (
        <p className={styles.announcement} data-level={first.level}>
          {more.length > 0 ? (pageAt([first, ...more], 1, beat).items[0]?.title ?? first.title) : first.title}
        </p>
      )}
      <div className={styles.columns}>
        <ScreenTable page={pageAt(rows, ROWS, beat)} players={state.players.size} />
        <ScreenGames
          page={pageAt([...playing, ...upcoming, ...finished], GAMES, beat)}
          changedAt={view.games}
          now={elapsed()}
          timeZone={timeZone}
        />
      </div>
      <Ticker event={view.events.at(-1)} games={state.games} />
    </div>
  );
}

/** Keeps the display on while the page is visible, where the browser supports it. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let left = false;
    const ask = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      try {
        const granted = await navigator.wakeLock.request('screen');
        if (left) await granted.release();
        else lock = granted;
      } catch {
        // Refused, with a low battery for example: the display turns off as usual.
      }
    };
    void ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      left = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, []);
}
