import { COURSE_RUNS } from '@sunday-live/analysis';
import { plain } from '@sunday-live/contract';
import { distinctNames } from '../../ui/charts/labels.js';
import { LineChart } from '../../ui/charts/line-chart.js';
import { type Course, courseTicks, drawnOf } from './model/chance-course.js';
import { type ChanceQuestion, chanceWords } from './model/chance-question.js';

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
