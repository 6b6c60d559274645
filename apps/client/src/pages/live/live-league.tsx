import type { LeagueSummary, Me, Scope } from '@sunday-live/contract';
import { Suspense, useMemo, useState } from 'react';
import { deviceKey, personalKey } from '../../identity/storage.js';
import { useAnnouncements } from '../../live/announcements/queries.js';
import { type LiveState, SCOPES } from '../../live/apply-frame.js';
import { HeldBack, LiveSkeleton } from '../../live/live-skeleton.js';
import type { LiveView } from '../../live/live-store.js';
import { useLive } from '../../live/use-live.js';
import { useTvDelay } from '../../live/use-tv-delay.js';
import { useMedia } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { part } from '../../ui/part.js';
import { Tabs } from '../../ui/tabs.js';
import { useAddress } from '../../ui/use-address.js';
import { useRemembered, useRememberedIds } from '../../ui/use-remembered.js';
import { GamesPanel } from './games-panel.js';
import { Leaderboard } from './leaderboard.js';
import { LiveBar } from './live-bar.js';
import styles from './live-page.module.css';
import { OwnStrip } from './own-strip.js';
import { ownMoved } from './recap/model/own-moved.js';
import { SlateBar } from './slate-bar.js';
import { lastScores, useEvents } from './use-events.js';
import { useRefresh } from './use-refresh.js';
import { useSlate } from './use-slate.js';

const EventFeed = part(() => import('./event-feed.js'));
const Watching = part(() => import('../../live/watching.js'));
const CardSheet = part(() => import('./card-sheet.js'));
const SwitchedOff = part(() => import('../../live/switched-off.js'));
const Banners = part(() => import('../../live/announcements/banners.js'));
const MinuteSummary = part(() => import('./minute-summary.js'));
const RecapPanel = part(() => import('./recap/away-panel.js'));

const NO_SCORES: ReturnType<typeof lastScores> = new Map();

interface LiveLeagueProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly leagues: readonly LeagueSummary[];
  /** All frames are held until the viewer continues. */
  readonly hold: boolean;
  readonly onHold: (hold: boolean) => void;
  readonly onLeague: (id: string) => void;
}

/** One league, live: the stream, the viewer's choices, and placeholders while there are no standings. */
export function LiveLeague({ me, league, leagues, hold, onHold, onLeague }: LiveLeagueProps) {
  const [usual, setUsual] = useRemembered<Scope>(deviceKey('scope'), 'week', isScope);
  const [scope, setScope] = useAddress('scope', SCOPES, usual, { how: 'replace' });
  const [delay, setDelay] = useTvDelay();
  const [calm, setCalm] = useRemembered(deviceKey('calm'), false, isFlag);
  const { view, refresh, ...stream } = useLive(league.id, delay * 1000, hold);
  const { state, link } = view;
  const announcements = useAnnouncements(state);
  if (link === 'no-access') {
    return (
      <PageMessage title="Not your league any more" action={{ label: 'Go to your live page', href: '/live' }}>
        You have left this league, or it no longer exists.
      </PageMessage>
    );
  }
  if (link === 'switched-off') {
    return (
      <Suspense>
        <SwitchedOff />
      </Suspense>
    );
  }
  return (
    <div className={styles.page} data-connection={link} data-epoch={state?.epoch} data-seq={state?.seq}>
      <h1 className="unseen">{league.name}, live</h1>
      <Suspense>
        <Watching {...stream} player={me.id} calm={calm} />
      </Suspense>
      <LiveBar
        {...{ league, leagues, onLeague, scope, delay, hold, calm, view }}
        onScope={(next) => {
          setUsual(next);
          setScope(next);
        }}
        onDelay={setDelay}
        onHold={onHold}
        onCalm={setCalm}
      />
      {state ? (
        <>
          <Suspense>
            {announcements.length > 0 && <Banners player={me.id} announcements={announcements} />}
          </Suspense>
          <Slate {...{ me, league, view, state, scope, calm, refresh }} />
        </>
      ) : view.held > 0 ? (
        <HeldBack
          seconds={delay}
          onShow={() => {
            setDelay(0);
            onHold(false);
          }}
        />
      ) : (
        <LiveSkeleton />
      )}
    </div>
  );
}

interface SlateProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly view: LiveView;
  readonly state: LiveState;
  readonly scope: Scope;
  readonly calm: boolean;
  readonly refresh: () => void;
}

const VIEWS = ['table', 'games'] as const;

function Slate({ me, league, view, state, scope, calm, refresh }: SlateProps) {
  const wide = useMedia('(min-width: 900px)');
  const widest = useMedia('(min-width: 1240px)');
  const [tab, setTab] = useAddress('view', VIEWS, 'table', { how: 'replace' });
  const [open, setOpen] = useState<string | null>(null);
  const [toldFrom, setToldFrom] = useState<LiveState | null>(null);
  const [pins, togglePin] = useRememberedIds(personalKey(me.id, 'pins', league.id));
  const pinned = useMemo(() => new Set(pins), [pins]);
  const slate = useSlate(league, me, state, view, scope, pinned);
  const { events, whole } = useEvents(league.id, state, view, wide || tab === 'games');
  const last = useMemo(() => (whole ? lastScores(events) : NO_SCORES), [events, whole]);
  useRefresh(state, refresh);

  const table = (
    <Leaderboard
      rows={slate.rows}
      scope={scope}
      type={state.slate.type}
      week={state.slate.week}
      unofficial={slate.unofficial}
      onOpen={setOpen}
    />
  );
  const games = (
    <GamesPanel
      games={state.games}
      changedAt={view.games}
      card={slate.cards.get(me.id)}
      rules={league.rules}
      splits={slate.splits}
      last={last}
      timeZone={me.timeZone}
    />
  );
  const source = useMemo(
    () => ({ league, state, scope, day: slate.day, cards: slate.cards, bases: slate.bases }),
    [league, state, scope, slate.day, slate.cards, slate.bases],
  );
  const feed = (
    <Suspense>
      <EventFeed
        {...{ events, whole, source }}
        games={state.games}
        timeZone={me.timeZone}
        rows={slate.rows}
        own={slate.own?.n ?? null}
      />
    </Suspense>
  );
  const own = slate.own?.n ?? null;
  const putAway = view.recap?.from === toldFrom;
  // the own row has moved on, so the recap is out of date
  if (view.recap && !putAway && ownMoved(view.recap.to, state, scope, own)) setToldFrom(view.recap.from);
  const recap = putAway ? null : view.recap;
  const opened = open === null ? undefined : slate.rows.find((row) => row.id === open);
  return (
    <>
      {recap && (
        <Suspense>
          <RecapPanel
            key={`${recap.from.epoch} ${recap.from.seq}`}
            {...{ me, recap, source }}
            live={view.events}
            onClose={() => setToldFrom(recap.from)}
          />
        </Suspense>
      )}
      <Suspense>
        <MinuteSummary
          {...{ view, calm, scope }}
          own={slate.own}
          leader={slate.started ? (slate.rows[0]?.name ?? null) : null}
          timeZone={me.timeZone}
        />
      </Suspense>
      <div className={styles.columns}>
        <section className={styles.main} aria-label="Leaderboard">
          <OwnStrip
            rows={slate.rows}
            own={slate.own}
            swings={slate.swings}
            live={slate.progress.live}
            unsettled={slate.started && !slate.over && (slate.progress.live > 0 || state.spread === null)}
            source={source}
            onOpen={setOpen}
          />
          {wide ? (
            table
          ) : (
            <Tabs
              label="Table or games"
              tabs={[
                { id: 'table', label: 'Table', content: table },
                {
                  id: 'games',
                  label: slate.progress.live > 0 ? `Games · ${slate.progress.live} live` : 'Games',
                  content: (
                    <>
                      {games}
                      {feed}
                    </>
                  ),
                },
              ]}
              current={tab}
              onChange={setTab}
            />
          )}
        </section>
        {wide && games}
        {widest && feed}
      </div>
      <SlateBar progress={slate.progress} timeZone={me.timeZone} />
      {opened && (
        <Suspense>
          <CardSheet
            row={opened}
            card={slate.cards.get(opened.id)}
            games={state.games}
            rules={league.rules}
            large={state.spread !== null}
            timeZone={me.timeZone}
            onPin={() => togglePin(opened.id)}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </>
  );
}

function isScope(value: unknown): value is Scope {
  return (SCOPES as readonly unknown[]).includes(value);
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
