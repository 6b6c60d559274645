import type { Season } from '@sunday-live/contract';
import { Link, useLocation } from 'wouter';
import styles from './week-switcher.module.css';

type Weeks = Season['weeks'];

const STATES: Readonly<Record<Weeks[number]['state'], string>> = {
  upcoming: 'later',
  open: 'open',
  locked: 'locked',
  done: 'over',
};

/** Goes to another week's card: one back, one on, or any. */
export function WeekSwitcher({ week, weeks }: { readonly week: number; readonly weeks: Weeks }) {
  const [, go] = useLocation();
  const at = weeks.findIndex((each) => each.week === week);
  return (
    <nav className={styles.switcher} aria-label="Week">
      <Step to={weeks[at - 1]?.week} label="Previous week" sign="‹" />
      <select
        className={styles.select}
        aria-label="Week"
        value={week}
        onChange={(event) => go(`/card/${event.target.value}`)}
      >
        {weeks.map((each) => (
          <option key={each.week} value={each.week}>
            Week {each.week} · {STATES[each.state]}
          </option>
        ))}
      </select>
      <Step to={weeks[at + 1]?.week} label="Next week" sign="›" />
    </nav>
  );
}

interface StepProps {
  readonly to: number | undefined;
  readonly label: string;
  readonly sign: string;
}

function Step({ to, label, sign }: StepProps) {
  if (to === undefined) return <span className={styles.none} aria-hidden="true" />;
  return (
    <Link className={styles.step} href={`/card/${to}`} aria-label={`${label}, ${to}`}>
      <span aria-hidden="true">{sign}</span>
    </Link>
  );
}
