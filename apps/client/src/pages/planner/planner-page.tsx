import type { Game, Me, MyCards, Season } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { myCardsQuery, seasonGamesQuery } from '../../game/card-queries.js';
import { PageData } from '../../game/page-data.js';
import { teamForms } from '../../game/team-form.js';
import { seasonQuery } from '../../http/queries.js';
import { personalKey, type StorageKey } from '../../identity/storage.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { Tabs } from '../../ui/tabs.js';
import { useAddress } from '../../ui/use-address.js';
import { useRemembered } from '../../ui/use-remembered.js';
import { conflicts, isPlan, type Plan, type PlanView, planWeeks, withTeam } from './model/plan.js';
import styles from './planner-page.module.css';
import { TeamList } from './team-list.js';
import { WeekList } from './week-list.js';

/** A key for queries that are disabled while the season is loading. */
const NO_SEASON = { season: 0, type: 'regular' } as const;

/** The road teams left for the banker, with their road games, and a plan for the weeks to come. */
export default function PlannerPage({ me }: { readonly me: Me }) {
  useTitle('Banker planner');
  const season = useQuery(seasonQuery);
  const games = useQuery({ ...seasonGamesQuery(season.data ?? NO_SEASON), enabled: season.isSuccess });
  const cards = useQuery({ ...myCardsQuery(season.data ?? NO_SEASON), enabled: season.isSuccess });
  return (
    <PageData
      of={{ season, games, cards }}
      failed="The schedule did not load"
      hint="Your plan is kept on this device. Check your connection, or wait a moment."
    >
      {(data) =>
        data.season.weeks.length === 0 ? (
          <PageMessage title="No games yet" action={{ label: 'Go to your home page', href: '/home' }}>
            You can plan your bankers as soon as the schedule of the season is out.
          </PageMessage>
        ) : (
          <div className={`page ${styles.page}`}>
            <header>
              <h1 className="title">Banker planner</h1>
              <p className={styles.quiet}>
                Each road team can be your banker once a season. Plan ahead; the plan stays on this device and
                saves nothing on your <Link href="/card">card</Link>.
              </p>
            </header>
            <Planner me={me} season={data.season} games={data.games.games} cards={data.cards} />
          </div>
        )
      }
    </PageData>
  );
}

interface PlannerProps {
  readonly me: Me;
  readonly season: Season;
  readonly games: readonly Game[];
  readonly cards: MyCards;
}

/**
 * Returns the storage key of the plan. Regular season keys have no type, because they existed before the
 * other types.
 */
function planKey(player: string, { season, type }: Season): StorageKey {
  return type === 'regular' ? personalKey(player, 'plan', season) : personalKey(player, 'plan', season, type);
}

const VIEWS = ['weeks', 'teams'] as const;

/** The plan in both directions: a team for each week, the weeks of each team. */
function Planner({ me, season, games, cards }: PlannerProps) {
  const [plan, setPlan] = useRemembered<Plan>(planKey(me.id, season), {}, isPlan);
  const [view, setView] = useAddress('view', VIEWS, 'weeks');
  const forms = useMemo(() => teamForms(games, Number.POSITIVE_INFINITY), [games]);
  const weeks = useMemo(() => planWeeks(season, games, cards, forms), [season, games, cards, forms]);
  const against = conflicts(season.type, plan, weeks, cards.bankers);
  const choose = (week: number, team: string) => setPlan((now) => withTeam(now, week, team));
  if (weeks.length === 0) {
    return (
      <p className={styles.quiet}>No week takes a banker any more: the season’s cards are all locked.</p>
    );
  }
  const shared: PlanView = {
    season,
    weeks,
    plan,
    against,
    bankers: cards.bankers,
    onChoose: choose,
  };
  return (
    <Tabs
      label="How to plan"
      current={view}
      onChange={setView}
      tabs={[
        { id: 'weeks', label: 'Week by week', content: <WeekList {...shared} timeZone={me.timeZone} /> },
        { id: 'teams', label: 'Team by team', content: <TeamList {...shared} forms={forms} /> },
      ]}
    />
  );
}
