import type { MyCards } from '@sunday-live/contract';
import type { SeasonKey } from '../../http/week.js';
import type { Plan, PlanWeek } from './model/plan.js';

/** What both directions show. */
export interface PlanView {
  /** Whose part names the weeks. */
  readonly season: SeasonKey;
  readonly weeks: readonly PlanWeek[];
  readonly plan: Plan;
  readonly against: ReadonlyMap<number, string>;
  readonly bankers: MyCards['bankers'];
  /** The same team again takes it back. */
  readonly onChoose: (week: number, team: string) => void;
}
