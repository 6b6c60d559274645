import type { LeagueSummary, Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { seasonGamesQuery } from '../../game/card-queries.js';
import { HowSure } from '../../game/how-sure.js';
import { historyUpTo } from '../../game/moments.js';
import { PageData, PageLeague } from '../../game/page-data.js';
import { isOlder, useAnswerFrom } from '../../http/answer-from.js';
import { historyQuery, leagueCardsQuery, leaguesQuery, myCardQuery } from '../../http/queries.js';
import Banners from '../../live/announcements/banners.js';
import { useAnnouncements } from '../../live/announcements/queries.js';
import type { LiveState } from '../../live/apply-frame.js';
import { HeldBack } from '../../live/live-skeleton.js';
import SwitchedOff from '../../live/switched-off.js';
import { useLive } from '../../live/use-live.js';
import { useTvDelay } from '../../live/use-tv-delay.js';
import { useNow, useTitle } from '../../ui/hooks.js';
import { LeagueSelect } from '../../ui/league-select.js';
import { ChanceTable, CourseChart } from './chance-views.js';
import styles from './chances-page.module.css';
import { type Moments, momentsOf } from './model/chance-course.js';
import { chanceQuestion, questionKey } from './model/chance-question.js';
import { useChances } from './use-chances.js';

interface ChancesPageProps {
  readonly me: Me;
  /** Absent: the player's largest league. */
  readonly league?: string | undefined;
}

/** The chances of each player of a league to win the day and the week. */
export default function ChancesPage({ me, league }: ChancesPageProps) {
  useTitle('Chances');
  const [, go] = useLocation();
  const leagues = useQuery(leaguesQuery);
  return (
    <PageData of={{ leagues }} failed="Your leagues did not load">
      {(data) => (
        <PageLeague leagues={data.leagues} asked={league}>
          {(current) => (
            <div className={`page ${styles.page}`}>
              <h1 className="title">Chances to win</h1>
              <LeagueSelect
                leagues={data.leagues}
                league={current.id}
                onLeague={(id) => go(`/chances/${encodeURIComponent(id)}`)}
              />
              <OfLeague key={current.id} me={me} league={current} />
              <HowSure />
            </div>
          )}
        </PageLeague>
      )}
    </PageData>
  );
}

interface OfLeagueProps {
  readonly me: Me;
  readonly league: LeagueSummary;
}

function OfLeague({ me, league }: OfLeagueProps) {
  const [delay, setDelay] = useTvDelay();
  const { view } = useLive(league.id, delay * 1000);
  const { state } = view;
  const announcements = useAnnouncements(state);
  if (view.link === 'signed-out' || view.link === 'no-access') {
    return <p className="note">You have left this league, or it no longer exists.</p>;
  }
  if (view.link === 'switched-off') return <SwitchedOff />;
  if (!state && view.held > 0) return <HeldBack seconds={delay} onShow={() => setDelay(0)} />;
  if (!state) return <p role="status">Waiting for the standings…</p>;
  if (state.spread !== null) {
    return <p className="note">This league is too large to simulate on your device. Choose a smaller one.</p>;
  }
  if (state.scopes.week.size === 0) {
    return <p className="note">Nobody has a card for this week.</p>;
  }
  return (
    <>
      <Banners player={me.id} announcements={announcements} />
      <Simulated {...{ me, league, state }} />
    </>
  );
}

interface SimulatedProps extends OfLeagueProps {
  readonly state: LiveState;
}

function Simulated({ me, league, state }: SimulatedProps) {
  const { slate } = state;
  const position = { epoch: state.epoch, seq: state.cardsFrom };
  const cards = useAnswerFrom(leagueCardsQuery(league.id, slate, state.epoch), position);
  // with cards from before a lock, the others' picks would count as missing
  const current = cards.data && !isOlder(cards.data, position) ? cards.data : null;
  const mine = useQuery(myCardQuery(slate));
  const season = useQuery(seasonGamesQuery(slate));
  const moments = useMoments({ me, league, state });
  const key = questionKey(state, useNow(5_000));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state by what matters to the simulation, not each second.
  const question = useMemo(
    () =>
      current && mine.data && season.data
        ? chanceQuestion({
            state,
            rules: league.rules,
            cards: current,
            me: me.id,
            mine: mine.data.version > 0 ? mine.data : null,
            season: season.data.games,
          })
        : null,
    [key, current, mine.data, season.data, league.rules, me.id],
  );
  const chances = useChances(question, moments, `${league.id} ${slate.type} ${slate.week}`);
  if (cards.isLoadingError || mine.isLoadingError || season.isLoadingError) {
    const again = () => void Promise.all([cards.refetch(), mine.refetch(), season.refetch()]);
    return (
      <div className="note" role="alert">
        <p>The cards did not load. Check your connection, then try again.</p>
        <button type="button" className="button" onClick={again}>
          Try again
        </button>
      </div>
    );
  }
  if (!chances) return <p role="status">Simulating the week ten thousand times…</p>;
  const open = [...state.games.values()].some((game) => game.state === 'pre' || game.state === 'in');
  return (
    <>
      <ChanceTable chances={chances} me={me.id} decided={!open} />
      {chances.course && (
        <CourseChart
          players={chances.players}
          course={chances.course}
          me={me.id}
          timeZone={me.timeZone}
          decided={!open}
        />
      )}
    </>
  );
}

/**
 * Returns the course of the week up to the position that the page shows first; null while loading, and then
 * there is only no chart. Events that the TV delay holds back are added as they are shown.
 */
function useMoments({ me, league, state }: SimulatedProps): Moments | null {
  const { data } = useQuery({
    ...historyQuery(league.id, state.slate, `chances ${state.epoch}`),
    gcTime: 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the position when the log came; later ones are added one by one.
  return useMemo(
    () => (data ? momentsOf(historyUpTo(data, state.seq), me.timeZone) : null),
    [data, me.timeZone],
  );
}
