import { type PlayerStatistics, placed, signed, type TeamRecord } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { Figures } from '../../game/figures.js';
import { figure, rightShare } from '../../game/standings.js';
import { teamName } from '../../game/words.js';
import { playerStatisticsQuery } from '../../http/statistics.js';
import type { SeasonKey } from '../../http/week.js';
import { Badge } from '../../ui/badge.js';
import { LineChart } from '../../ui/charts/line-chart.js';
import { ColumnHead, TABLE_ROLES } from '../../ui/column-head.js';
import { teamsByShare } from './career-view.js';
import styles from './player-page.module.css';

interface SeasonStatisticsProps {
  readonly league: string;
  readonly player: string;
  /** The name of the player's lines in charts. */
  readonly label: string;
  /** null: the latest with cards. */
  readonly season: SeasonKey | null;
  /** The league's rules have bankers. */
  readonly bankers: boolean;
}

/** One season of a player: figures, weeks compared with the league, places, bankers and jokers, teams. */
export function SeasonStatistics({ league, player, label, season, bankers }: SeasonStatisticsProps) {
  const query = useQuery(playerStatisticsQuery(league, player, season));
  const statistics = query.data;
  if (query.isPending) return <p role="status">Loading the numbers…</p>;
  if (!statistics) {
    return (
      <div className="note" role="alert">
        <p>The numbers did not load. Check your connection, then try again.</p>
        <button type="button" className="button" onClick={() => void query.refetch()}>
          Try again
        </button>
      </div>
    );
  }
  if (statistics.weeks.length === 0)
    return <p className="note">No game has counted yet. The numbers come in with the first kickoff.</p>;
  return (
    <>
      <SeasonFigures statistics={statistics} bankers={bankers} />
      <Weeks statistics={statistics} label={label} />
      {bankers && <Bankers statistics={statistics} />}
      <Teams teams={statistics.teams} />
    </>
  );
}

interface SeasonFiguresProps {
  readonly statistics: PlayerStatistics;
  readonly bankers: boolean;
}

function SeasonFigures({ statistics: { type, figures }, bankers }: SeasonFiguresProps) {
  const { best, worst } = figures;
  const share = rightShare(figures);
  return (
    <Figures
      items={[
        {
          name: 'Place',
          value: figures.rank === null ? '–' : placed(figures.rank, figures.shared ?? false),
          more: figures.rank === null ? undefined : `of ${figures.players}`,
        },
        { name: 'Points', value: figure(figures.points) },
        {
          name: 'Right',
          value: share === null ? '–' : `${figure(share)} %`,
          more: `${figures.right} of ${figures.played}`,
        },
        {
          name: 'Best week',
          value: figure(best?.points ?? null),
          more: best ? weekPhrase(type, best.week) : undefined,
        },
        { name: 'Average', value: figure(figures.average) },
        {
          name: 'Worst week',
          value: figure(worst?.points ?? null),
          more: worst ? weekPhrase(type, worst.week) : undefined,
        },
        ...(bankers ? [{ name: 'Banker average', value: figure(figures.bankerAverage) }] : []),
        { name: 'Longest run', value: figures.run, more: 'right picks' },
      ]}
    />
  );
}

function Weeks({ statistics, label }: { readonly statistics: PlayerStatistics; readonly label: string }) {
  const { weeks } = statistics;
  const labels = weeks.map(({ week }) => String(week));
  return (
    <div className={`stack ${styles.charts}`}>
      <section className={`panel ${styles.panel}`} aria-labelledby="points-title">
        <h2 id="points-title">Points</h2>
        <LineChart
          title="Points per week against the league’s average"
          labelName="Week"
          labels={labels}
          none="did not play"
          series={[
            { label: 'Average', values: weeks.map(({ average }) => average) },
            { label, own: true, values: weeks.map(({ points }) => points) },
          ]}
        />
      </section>
      <section className={`panel ${styles.panel}`} aria-labelledby="places-title">
        <h2 id="places-title">Places</h2>
        <LineChart
          title="Place in the table after each week"
          labelName="Week"
          labels={labels}
          better="low"
          series={[{ label, own: true, values: weeks.map(({ rank }) => rank) }]}
        />
      </section>
    </div>
  );
}

function Bankers({ statistics: { type, bankers, weeks } }: { readonly statistics: PlayerStatistics }) {
  const loose = weeks.filter(({ joker, week }) => joker && !bankers.some((one) => one.week === week));
  return (
    <section className={`panel ${styles.panel}`} aria-labelledby="bankers-title">
      <h2 id="bankers-title">Bankers and jokers</h2>
      {bankers.length === 0 ? (
        <p className="hint">No banker has counted yet.</p>
      ) : (
        <table className={styles.bankers} {...TABLE_ROLES.table}>
          <thead {...TABLE_ROLES.group}>
            <tr {...TABLE_ROLES.row}>
              <ColumnHead>Week</ColumnHead>
              <ColumnHead>Banker</ColumnHead>
              <ColumnHead>Score</ColumnHead>
              <ColumnHead>Points</ColumnHead>
            </tr>
          </thead>
          <tbody {...TABLE_ROLES.group}>
            {bankers.map(({ week, team, opponent, awayScore, homeScore, right, points, joker }) => (
              <tr key={week} {...TABLE_ROLES.row}>
                <th scope="row" {...TABLE_ROLES.header}>
                  {week}
                </th>
                <td {...TABLE_ROLES.cell}>
                  <span className={styles.team}>
                    <Badge team={team} />
                    <span>{teamName(team)}</span>
                    {joker && (
                      <span className={styles.joker} role="img" aria-label="with a joker" title="Joker">
                        J
                      </span>
                    )}
                  </span>
                </td>
                <td className="hint" {...TABLE_ROLES.cell}>
                  {awayScore} – {homeScore} {opponent}
                </td>
                <td
                  className={styles.worth}
                  data-tone={points === 0 ? undefined : right ? 'gain' : 'loss'}
                  {...TABLE_ROLES.cell}
                >
                  {signed(points)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {loose.length > 0 && (
        <p className="hint">
          Joker used on a banker that did not count:{' '}
          {loose.map(({ week }) => weekPhrase(type, week)).join(', ')}.
        </p>
      )}
    </section>
  );
}

function Teams({ teams }: { readonly teams: readonly TeamRecord[] }) {
  if (teams.length === 0) return null;
  return (
    <section className={`panel ${styles.panel}`} aria-labelledby="teams-title">
      <h2 id="teams-title">Right by team</h2>
      <ul className={styles.teams}>
        {teamsByShare(teams).map(({ team, played, right }) => (
          <li key={team}>
            <Badge team={team} />
            <span className="unseen">{teamName(team)}</span>
            <meter min={0} max={played} value={right} aria-label={`${teamName(team)}: right picks`}>
              {right} of {played}
            </meter>
            <span>
              {right}/{played}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
