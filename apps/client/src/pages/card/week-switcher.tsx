import type { Season } from '@sunday-live/contract';
import { Link, useLocation } from 'wouter';
import { seasonParams } from '../../http/week.js';
import styles from './week-switcher.module.css';

type Weeks = Season['weeks'];

const STATES: Readonly<Record<Weeks[number]['state'], string>> = {
  upcoming: 'later',
  open: 'open',
  locked: 'locked',
  done: 'over',
};

/** Navigates to the card of another week: previous, next, or any. */
export function WeekSwitcher({ season, week }: { readonly season: Season; readonly week: number }) {
  const [, go] = useLocation();
  const { weeks } = season;
  const page = (to: number | string) => `/card/${to}?${seasonParams(season)}`;
  const step = (to: Weeks[number] | undefined) => to && { href: page(to.week), name: to.name };
  const at = weeks.findIndex((each) => each.week === week);
  return (
    <nav className={styles.switcher} aria-label="Week">
      <Step to={step(weeks[at - 1])} label="Previous week" sign="‹" />
      <select
        className={styles.select}
        aria-label="Week"
        value={week}
        onChange={(event) => go(page(event.target.value))}
      >
        {weeks.map((each) => (
          <option key={each.week} value={each.week}>
            {each.name} · {STATES[each.state]}
          </option>
        ))}
      </select>
      <Step to={step(weeks[at + 1])} label="Next week" sign="›" />
    </nav>
  );
}

interface StepProps {
  readonly to: { readonly href: string; readonly name: string } | undefined;
  readonly label: string;
  readonly sign: string;
}

function Step({ to, label, sign }: StepProps) {
  if (to === undefined) return <span className={styles.none} aria-hidden="true" />;
  return (
    <Link className={styles.step} href={to.href} aria-label={`${label}, ${to.name}`}>
      <span aria-hidden="true">{sign}</span>
    </Link>
  );
}
