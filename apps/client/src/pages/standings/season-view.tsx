import type { Me, Season } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { seasonStandingsQuery } from '../../game/standings.js';
import { useUnofficial } from '../../http/results.js';
import { statisticsPath } from '../../http/statistics.js';
import type { PageAsked } from '../../ui/data-table/table-pages.js';
import { DivisionsTable } from './divisions-table.js';
import { FiguresView } from './figures-view.js';
import { SeasonTable, WeeksTable } from './season-table.js';
import styles from './standings-page.module.css';
import { CsvButton, Failed, Official, Waiting } from './table-parts.js';

interface SeasonViewProps {
  readonly me: Me;
  readonly league: string;
  readonly season: Season;
  readonly view: Exclude<View, 'week'>;
}

/** The season's standings in one of their views. */
export function SeasonView({ me, league, season, view }: SeasonViewProps) {
  const { season: year, type } = season;
  const ask = useCallback(
    (asked: PageAsked) => seasonStandingsQuery(league, { season: year, type }, asked),
    [league, year, type],
  );
  const query = useQuery(ask({}));
  const statistics = query.data;
  const begun = statistics?.weeks ?? [];
  const unofficial = useUnofficial(
    { season: season.season, type: season.type, week: null, over: begun.every(({ over }) => over) },
    statistics ?? null,
  );
  if (query.isPending) return <Waiting />;
  if (!statistics) return <Failed error={query.error} again={() => void query.refetch()} />;
  if (statistics.rows.length === 0) {
    return <p className="note">Nobody here has a card yet. The standings start with the first saved card.</p>;
  }
  const latest = begun.at(-1);
  const about = { statistics, me: me.id, ask };
  return (
    <>
      {latest === undefined ? (
        <p className="note">
          No game has counted yet. Points start with the first kickoff; until then all players are level.
        </p>
      ) : (
        <p className={styles.line}>
          <span>
            {view === 'weeks'
              ? 'Newest first · gold frame: best of the week'
              : view === 'divisions'
                ? 'Average points of a division’s fans'
                : view === 'figures'
                  ? 'Best, average, worst: finished weeks'
                  : `${latest.over ? 'After' : 'In'} ${weekPhrase(season.type, latest.week)}${season.type === 'regular' ? ` of ${season.weeks.length}` : ''}`}
          </span>
          <Official unofficial={unofficial} />
        </p>
      )}
      {view === 'season' && <SeasonTable {...about} />}
      {view === 'figures' && <FiguresView {...about} />}
      {view === 'weeks' && <WeeksTable {...about} />}
      {view === 'divisions' && <DivisionsTable {...about} season={season} team={me.team} />}
      {view !== 'divisions' && (
        <CsvButton
          path={statisticsPath(league, season)}
          name={`season-${season.season}-${season.type}.csv`}
        />
      )}
    </>
  );
}

/** The views of the page, in the order of the switch. */
export const VIEWS = [
  { value: 'season', label: 'Season' },
  { value: 'week', label: 'This week' },
  { value: 'weeks', label: 'All weeks' },
  { value: 'figures', label: 'Figures' },
  { value: 'divisions', label: 'Divisions' },
] as const;

export type View = (typeof VIEWS)[number]['value'];
