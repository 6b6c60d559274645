import { type SeasonType, weekName } from '@sunday-live/scoring';
import styles from './week-switch.module.css';

interface WeekSwitchProps {
  /** The part of the season, which decides the names of its weeks. */
  readonly type: SeasonType;
  /** Latest first, at least one. */
  readonly weeks: readonly number[];
  readonly week: number;
  readonly onWeek: (week: number) => void;
}

/** Selects a week, by steps or from a list. */
export function WeekSwitch({ type, weeks, week, onWeek }: WeekSwitchProps) {
  const at = weeks.indexOf(week);
  const [earlier, later] = [weeks[at + 1], weeks[at - 1]];
  return (
    <div className={`chooser ${styles.weeks}`}>
      <Step label="Earlier week" sign="‹" to={earlier} onWeek={onWeek} />
      <label>
        <span className="unseen">Week</span>
        <select value={week} onChange={(event) => onWeek(Number(event.target.value))}>
          {weeks.map((one) => (
            <option key={one} value={one}>
              {weekName(type, one)}
            </option>
          ))}
        </select>
      </label>
      <Step label="Later week" sign="›" to={later} onWeek={onWeek} />
    </div>
  );
}

interface StepProps {
  readonly label: string;
  readonly sign: string;
  readonly to: number | undefined;
  readonly onWeek: (week: number) => void;
}

function Step({ label, sign, to, onWeek }: StepProps) {
  return (
    <button
      type="button"
      className="button"
      aria-label={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && onWeek(to)}
    >
      {sign}
    </button>
  );
}
