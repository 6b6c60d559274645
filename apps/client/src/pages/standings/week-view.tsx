import type { LeagueSummary, Me, Season } from '@sunday-live/contract';
import { RULES } from '@sunday-live/scoring';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type BankerMark, bankerOf } from '../../game/banker.js';
import { weekGamesQuery } from '../../game/card-queries.js';
import { hasBegun } from '../../game/place-words.js';
import { standingsPath, standingsQuery } from '../../game/standings-query.js';
import { leagueCardsQuery } from '../../http/queries.js';
import type { WeekKey } from '../../http/week.js';
import { WeekSwitch } from '../../ui/week-switch.js';
import { CsvButton } from './csv-button.js';
import { Official } from './official.js';
import styles from './standings-page.module.css';
import { Failed, Waiting } from './table-states.js';
import { WeekTable } from './week-table.js';

interface WeekViewProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly week: number;
  /** Latest first. */
  readonly weeks: readonly number[];
  readonly onWeek: (week: number) => void;
  readonly season: Season;
}

/** The standings of one week. */
export function WeekView({ me, league, week, weeks, onWeek, season }: WeekViewProps) {
  const at = { season: season.season, type: season.type, week };
  const span = { scope: 'week', of: at } as const;
  const query = useQuery({ ...standingsQuery(league.id, span), placeholderData: keepPreviousData });
  const table = query.data;
  const bankers = useBankers(league, at, table !== undefined && !query.isPlaceholderData);
  return (
    <>
      {weeks.length > 0 && (
        <div className={styles.line}>
          <WeekSwitch type={season.type} weeks={weeks} week={week} onWeek={onWeek} />
          {table && <Official unofficial={table.unofficial} />}
        </div>
      )}
      {query.isPending && <Waiting />}
      {query.isError && !table && <Failed error={query.error} again={() => void query.refetch()} />}
      {table && !hasBegun(table.rows) && (
        <p className="note">
          {season.resultsWeek === null
            ? 'No game has counted yet. Points start with the first kickoff; until then all players are level.'
            : 'No game of this week has counted yet. Choose another week, or come back after the kickoff.'}
        </p>
      )}
      {table && table.rows.length > 0 && (
        <>
          <WeekTable standings={table} bankers={bankers} me={me.id} busy={query.isPlaceholderData} />
          <CsvButton path={standingsPath(league.id, span)} name={`standings-week-${week}.csv`} />
        </>
      )}
    </>
  );
}

const NONE: ReadonlyMap<string, BankerMark> = new Map();

/** Returns the visible bankers, by player; empty while loading, or in a league without bankers. */
function useBankers(league: LeagueSummary, week: WeekKey, known: boolean): ReadonlyMap<string, BankerMark> {
  const enabled = known && RULES[league.rules].banker !== null;
  const cards = useQuery({ ...leagueCardsQuery(league.id, week, 'standings'), enabled });
  const games = useQuery({ ...weekGamesQuery(week), enabled });
  return useMemo(() => {
    if (!enabled || !cards.data || !games.data) return NONE;
    const byId = new Map(games.data.games.map((game) => [game.id, game]));
    return new Map(
      cards.data.cards.flatMap((card) => {
        const banker = bankerOf(card, byId);
        return banker ? [[card.player, banker] as const] : [];
      }),
    );
  }, [enabled, cards.data, games.data]);
}
