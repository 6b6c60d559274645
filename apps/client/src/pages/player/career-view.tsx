import { placed, type SeasonFigures, type TeamRecord } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { Figures } from '../../game/figures.js';
import { figure, rightShare } from '../../game/standings.js';
import { playerCareerQuery } from '../../http/statistics.js';
import { BarChart } from '../../ui/charts/bar-chart.js';
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
      <section className={`panel ${styles.panel}`} aria-labelledby="seasons-title">
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

/** The total of a player's seasons. */
export interface Career {
  readonly seasons: number;
  readonly weeks: number;
  readonly points: number;
  readonly right: number;
  readonly played: number;
  /** Seasons won. */
  readonly titles: number;
  /** At equal rank, an unshared place is better. */
  readonly bestPlace: { readonly rank: number; readonly shared: boolean } | null;
  readonly best: { readonly season: number; readonly week: number; readonly points: number } | null;
  readonly worst: { readonly season: number; readonly week: number; readonly points: number } | null;
  /** Longest run of right picks within a season. */
  readonly run: number;
}

/** Sums up seasons. @param current the season in progress, which has no champion yet; null: none */
export function careerOf(seasons: readonly SeasonFigures[], current: number | null): Career {
  const sum = (value: (one: SeasonFigures) => number) =>
    seasons.reduce((total, one) => total + value(one), 0);
  const weeks = (kind: 'best' | 'worst') =>
    seasons.flatMap((one) => (one[kind] === null ? [] : { season: one.season, ...one[kind] }));
  const places = seasons.flatMap(({ rank, shared = false }) => (rank === null ? [] : { rank, shared }));
  return {
    seasons: seasons.length,
    weeks: sum((one) => one.weeks),
    points: sum(({ points }) => points),
    right: sum(({ right }) => right),
    played: sum(({ played }) => played),
    titles: seasons.filter(({ rank, season }) => rank === 1 && season !== current).length,
    bestPlace: places.sort((a, b) => a.rank - b.rank || Number(a.shared) - Number(b.shared))[0] ?? null,
    best: weeks('best').sort((a, b) => b.points - a.points)[0] ?? null,
    worst: weeks('worst').sort((a, b) => a.points - b.points)[0] ?? null,
    run: Math.max(0, ...seasons.map(({ run }) => run)),
  };
}

/** Sorts the teams by the share of right picks in their games, then by the number of games. */
export function teamsByShare(teams: readonly TeamRecord[]): TeamRecord[] {
  return [...teams].sort(
    (a, b) => b.right / b.played - a.right / a.played || b.played - a.played || (a.team < b.team ? -1 : 1),
  );
}
