import type { MyCards } from '@sunday-live/contract';
import type { SeasonKey } from '../../http/week.js';
import type { Plan, PlanWeek } from './model/plan.js';

/** Props of both views of the plan. */
export interface PlanView {
  /** The season whose type decides the names of the weeks. */
  readonly season: SeasonKey;
  readonly weeks: readonly PlanWeek[];
  readonly plan: Plan;
  readonly against: ReadonlyMap<number, string>;
  readonly bankers: MyCards['bankers'];
  /** Plans a team for a week; the same team again removes it. */
  readonly onChoose: (week: number, team: string) => void;
}
