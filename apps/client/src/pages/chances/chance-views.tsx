import { COURSE_RUNS } from '@sunday-live/analysis';
import { plain } from '@sunday-live/contract';
import { Badge } from '../../ui/badge.js';
import { distinctNames } from '../../ui/charts/labels.js';
import { LineChart } from '../../ui/charts/line-chart.js';
import styles from './chances-page.module.css';
import { type Course, courseTicks, drawnOf } from './model/chance-course.js';
import { type ChanceQuestion, chanceWords } from './model/chance-question.js';
import type { ShownChances } from './use-chances.js';

interface ChanceTableProps {
  readonly chances: ShownChances;
  readonly me: string;
  /** No game of the week is open any more. */
  readonly decided: boolean;
}

/** All players' chances, the best first. */
export function ChanceTable({ chances: { players, day, week }, me, decided }: ChanceTableProps) {
  const lines = players
    .map((player, i) => ({ ...player, day: day[i] ?? 0, week: week[i] ?? 0 }))
    .sort((a, b) => b.week - a.week || b.day - a.day || a.name.localeCompare(b.name));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Player</th>
          <th scope="col">Wins the day</th>
          <th scope="col">Wins the week</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id} data-own={line.id === me || undefined}>
            <th scope="row">
              <span className={styles.who}>
                <Badge team={line.team} />
                <span className="whole-name">{line.name}</span>
                {line.id === me && <b className="you">You</b>}
              </span>
            </th>
            <td>{chanceWords(line.day, decided)}</td>
            <td>
              <b>{chanceWords(line.week, decided)}</b>
              <span className={styles.bar} aria-hidden="true">
                <i style={{ width: `${line.week * 100}%` }} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CourseChartProps {
  readonly players: ChanceQuestion['players'];
  readonly course: Course;
  readonly me: string;
  readonly timeZone: string;
  readonly decided: boolean;
}

/** A chart of the chances to win the week: the viewer's, and those of the current leaders. */
export function CourseChart({ players, course, me, timeZone, decided }: CourseChartProps) {
  const ticks = courseTicks(course, timeZone);
  const drawn = drawnOf(
    course,
    players.findIndex(({ id }) => id === me),
  );
  const names = distinctNames(drawn.map((i) => (players[i]?.id === me ? 'You' : (players[i]?.name ?? ''))));
  return (
    <section>
      <LineChart
        title="Chance to win the week, up to now"
        labelName="At"
        tick={(share) => `${share} %`}
        format={(share) => chanceWords(share / 100, decided)}
        labels={ticks.map(({ label }) => label)}
        series={drawn.map((i, line) => ({
          label: names[line] ?? '',
          own: players[i]?.id === me,
          values: ticks.map(({ position }) => (course.chances[position]?.[i] ?? 0) * 100),
        }))}
      />
      <p className="hint">
        Each moment is simulated {plain(COURSE_RUNS)} times with the cards that are known now, to within about
        two percentage points.
      </p>
    </section>
  );
}
