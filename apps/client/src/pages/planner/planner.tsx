import type { Game, Me, MyCards, Season } from '@sunday-live/contract';
import { useMemo } from 'react';
import { teamForms } from '../../game/team-form.js';
import { personalKey, type StorageKey } from '../../identity/storage.js';
import { Tabs } from '../../ui/tabs.js';
import { useAddress } from '../../ui/use-address.js';
import { useRemembered } from '../../ui/use-remembered.js';
import { conflicts, isPlan, type Plan, planWeeks, withTeam } from './model/plan.js';
import type { PlanView } from './plan-view.js';
import styles from './planner-page.module.css';
import { TeamList } from './team-list.js';
import { WeekList } from './week-list.js';

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
export function Planner({ me, season, games, cards }: PlannerProps) {
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
