import type { MyCards, SeasonType } from '@sunday-live/contract';
import type { Plan, PlanWeek } from './model/plan.js';

/** What both directions show. */
export interface PlanView {
  /** The part of the season, which names its weeks. */
  readonly type: SeasonType;
  readonly weeks: readonly PlanWeek[];
  readonly plan: Plan;
  readonly against: ReadonlyMap<number, string>;
  readonly bankers: MyCards['bankers'];
  /** The same team again takes it back. */
  readonly onChoose: (week: number, team: string) => void;
}
