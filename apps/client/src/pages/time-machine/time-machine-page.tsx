import type { LeagueSummary, Me, Season } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { shownHistory } from '../../game/moments.js';
import { PageData, PageLeague } from '../../game/page-data.js';
import { SeasonSelect, useSeason } from '../../game/season-select.js';
import { everyStandingQuery, playedWeeks } from '../../game/standings.js';
import { isOlder, useAnswerFrom } from '../../http/answer-from.js';
import { datedHistoryQuery, everyCardQuery, leaguesQuery } from '../../http/queries.js';
import { type SeasonKey, seasonParams, type WeekKey } from '../../http/week.js';
import { useTvDelay } from '../../live/use-tv-delay.js';
import { useTitle } from '../../ui/hooks.js';
import { LeagueSelect } from '../../ui/league-select.js';
import { PageMessage } from '../../ui/page-message.js';
import { WeekSwitch } from '../../ui/week-switch.js';
import { positionOf, type WeekReplay, weekReplay } from './model/week-replay.js';
import { ReplayView } from './replay-view.js';
import styles from './time-machine.module.css';

interface TimeMachinePageProps {
  readonly me: Me;
  /** Absent: the player's largest league. */
  readonly league?: string | undefined;
  /** Absent: the latest week with something to show. */
  readonly week?: string | undefined;
}

/** Replays any minute of a week: its games, its standings, and the race. */
export default function TimeMachinePage({ me, league, week }: TimeMachinePageProps) {
  useTitle('Time machine');
  const leagues = useQuery(leaguesQuery);
  const season = useSeason('played');
  return (
    <PageData of={{ leagues, season }} failed="The time machine did not load">
      {(data) => (
        <PageLeague leagues={data.leagues} asked={league}>
          {(current) => {
            const weeks = playedWeeks(data.season);
            const [latest] = weeks;
            if (latest === undefined) {
              return (
                <PageMessage title="Nothing to replay yet" action={{ label: 'Go to my card', href: '/card' }}>
                  The time machine works once a week’s cards are locked, at the latest with its first final.
                </PageMessage>
              );
            }
            const asked = Number(week);
            const shown = weeks.includes(asked) ? asked : latest;
            return (
              <TimeMachine
                key={`${current.id}/${seasonParams(data.season)}/${shown}`}
                {...{ me, weeks }}
                league={current}
                leagues={data.leagues}
                season={data.season}
                week={shown}
              />
            );
          }}
        </PageLeague>
      )}
    </PageData>
  );
}

/** A device replays every card of the league: of more members it would take too long to load and compute. */
const MOST_MEMBERS = 5_000;

interface TimeMachineProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly leagues: readonly LeagueSummary[];
  readonly season: Season;
  readonly weeks: readonly number[];
  readonly week: number;
}

function TimeMachine({ me, league, leagues, season, weeks, week }: TimeMachineProps) {
  const [, go] = useLocation();
  const open = (to: string, of: number | '', at: SeasonKey = season) =>
    go(`/time-machine/${encodeURIComponent(to)}/${of}?${seasonParams(at)}`);
  return (
    <div className={`page ${styles.page}`}>
      <h1 className="title">Time machine</h1>
      <p className={styles.quiet}>
        Season {season.season}, {weekPhrase(season.type, week)}: replay any moment.
      </p>
      <div className="toolbar">
        <LeagueSelect leagues={leagues} league={league.id} onLeague={(id) => open(id, week)} />
        <SeasonSelect season={season} onSeason={(next) => open(league.id, '', next)} />
        <WeekSwitch type={season.type} weeks={weeks} week={week} onWeek={(next) => open(league.id, next)} />
      </div>
      {league.members > MOST_MEMBERS ? (
        <p className="note">This league is too large to replay on your device. Choose a smaller one.</p>
      ) : (
        <Week me={me} league={league} week={{ season: season.season, type: season.type, week }} />
      )}
    </div>
  );
}

type WeekProps = Pick<TimeMachineProps, 'me' | 'league'> & { readonly week: WeekKey };

function Week({ me, league, week }: WeekProps) {
  const [search] = useSearchParams();
  const result = useWeekReplay(league, week, me.id);
  const linked = search.get('at');
  const start = useMemo(() => {
    if (result.state !== 'here') return 0;
    const { events } = result.replay;
    return linked === null ? 0 : positionOf(events, Number(linked));
  }, [result, linked]);
  if (result.state === 'pending') return <p role="status">Loading the week…</p>;
  if (result.state === 'failed') {
    return (
      <div className="note" role="alert">
        <p>The week did not load. Check your connection, then try again.</p>
        <button type="button" className="button" onClick={result.again}>
          Try again
        </button>
      </div>
    );
  }
  if (result.replay.events.length === 0) {
    return (
      <p className="note">
        This week was not recorded live: only its final scores are known. Choose another week.
      </p>
    );
  }
  return <ReplayView {...{ me, start }} league={league.id} replay={result.replay} />;
}

export type ReplayState =
  | { readonly state: 'pending' }
  | { readonly state: 'failed'; readonly again: () => void }
  | { readonly state: 'here'; readonly replay: WeekReplay };

/** Reads a week of a league, as far as the TV delay allows, and builds its replay. */
function useWeekReplay(league: LeagueSummary, week: WeekKey, me: string): ReplayState {
  const [delay] = useTvDelay();
  // all of it is read once for each visit, because a replay must not change while it is used
  const history = useQuery(datedHistoryQuery(league.id, week));
  // the log may contain a lock that older cards and older standings lack
  const position = history.data?.body ?? null;
  const cards = useAnswerFrom(everyCardQuery(league.id, week), position);
  const table = useAnswerFrom(everyStandingQuery(league.id, { scope: 'week', of: week }), position);
  const replay = useMemo(
    () =>
      history.data && cards.data && table.data && !isOlder(cards.data, history.data.body)
        ? weekReplay(
            {
              history: shownHistory(history.data.body, delay, history.data.at),
              rows: table.data.rows,
              cards: cards.data.cards,
              rules: league.rules,
            },
            me,
          )
        : null,
    [history.data, cards.data, table.data, league.rules, me, delay],
  );
  if (replay) return { state: 'here', replay };
  if (history.isLoadingError || cards.isLoadingError || table.isLoadingError) {
    const again = () => void Promise.all([history.refetch(), cards.refetch(), table.refetch()]);
    return { state: 'failed', again };
  }
  return { state: 'pending' };
}
