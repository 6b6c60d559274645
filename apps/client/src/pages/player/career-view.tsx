import { placed } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { Figures } from '../../game/figures.js';
import { rightShare } from '../../game/movement.js';
import { figure } from '../../game/place-words.js';
import { playerCareerQuery } from '../../http/statistics.js';
import { BarChart } from '../../ui/charts/bar-chart.js';
import { careerOf } from './model/career.js';
import styles from './player-page.module.css';

interface CareerViewProps {
  readonly league: string;
  readonly player: string;
  /** The current season. */
  readonly current: number | null;
}

/** All seasons of a player, in total and one by one. */
export function CareerView({ league, player, current }: CareerViewProps) {
  const query = useQuery(playerCareerQuery(league, player));
  if (query.isPending) return <p role="status">Loading the numbers…</p>;
  if (!query.data) return <p className="note">The numbers did not load. Reload the page to try again.</p>;
  const { seasons } = query.data;
  if (seasons.length === 0) return <p className="note">No season with a card yet.</p>;
  const career = careerOf(seasons, current);
  const share = rightShare(career);
  const when = (week: typeof career.best) =>
    week ? `${weekPhrase('regular', week.week)}, ${week.season}` : undefined;
  return (
    <>
      <Figures
        items={[
          { name: 'Seasons', value: career.seasons, more: `${career.weeks} weeks` },
          { name: 'Titles', value: career.titles },
          {
            name: 'Best place',
            value: career.bestPlace === null ? '–' : placed(career.bestPlace.rank, career.bestPlace.shared),
          },
          { name: 'Points', value: figure(career.points) },
          {
            name: 'Right',
            value: share === null ? '–' : `${figure(share)} %`,
            more: `${career.right} of ${career.played}`,
          },
          { name: 'Best week', value: figure(career.best?.points ?? null), more: when(career.best) },
          { name: 'Worst week', value: figure(career.worst?.points ?? null), more: when(career.worst) },
          { name: 'Longest run', value: career.run, more: 'right picks' },
        ]}
      />
      <section className={styles.panel} aria-labelledby="seasons-title">
        <h2 id="seasons-title">Season by season</h2>
        {seasons.length > 1 && (
          <BarChart
            title="Points per season"
            labelName="Season"
            valueName="Points"
            bars={seasons
              .toReversed()
              .map(({ season, points }) => ({ label: String(season), value: points, own: true }))}
          />
        )}
        <table className={styles.bankers}>
          <thead>
            <tr>
              <th scope="col">Season</th>
              <th scope="col">Place</th>
              <th scope="col">Right</th>
              <th scope="col">Points</th>
            </tr>
          </thead>
          <tbody>
            {seasons.map((one) => (
              <tr key={one.season}>
                <th scope="row">{one.season}</th>
                <td>
                  {one.rank === null ? '–' : `${placed(one.rank, one.shared ?? false)} of ${one.players}`}
                </td>
                <td>
                  {one.right}/{one.played}
                </td>
                <td className={styles.worth}>{figure(one.points)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
