import type { LeagueCards, LeagueSummary, Me, Season, StandingsRow } from '@sunday-live/contract';
import { RULES } from '@sunday-live/scoring';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type BankerMark, bankerOf } from '../../game/banker.js';
import { weekGamesQuery } from '../../game/card-queries.js';
import { standingsPath, standingsQuery } from '../../game/standings.js';
import { leagueCardsQuery, memberCardsQuery } from '../../http/queries.js';
import type { WeekKey } from '../../http/week.js';
import { BLOCK, type PageAsked } from '../../ui/data-table/table-pages.js';
import { WeekSwitch } from '../../ui/week-switch.js';
import styles from './standings-page.module.css';
import { CsvButton, Failed, Official, Waiting } from './table-parts.js';
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
  const ask = (asked: PageAsked) => standingsQuery(league.id, span, asked);
  const query = useQuery({ ...ask({}), placeholderData: keepPreviousData });
  const table = query.data;
  const [shown, setShown] = useState<readonly StandingsRow[]>([]);
  const isPart = table !== undefined && table.total > table.rows.length;
  const known = table !== undefined && !query.isPlaceholderData;
  const bankers = useBankers(league, at, known ? (isPart ? { rows: shown, me: me.id } : 'all') : null);
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
      {table && !table.begun && (
        <p className="note">
          {season.resultsWeek === null
            ? 'No game has counted yet. Points start with the first kickoff; until then all players are level.'
            : 'No game of this week has counted yet. Choose another week, or come back after the kickoff.'}
        </p>
      )}
      {table && table.rows.length > 0 && (
        <>
          <WeekTable
            standings={table}
            bankers={bankers}
            me={me.id}
            busy={query.isPlaceholderData}
            {...{ ask }}
            onShown={setShown}
          />
          <CsvButton path={standingsPath(league.id, span)} name={`standings-week-${week}.csv`} />
        </>
      )}
    </>
  );
}

const NONE: ReadonlyMap<string, BankerMark> = new Map();

/**
 * Returns the visible bankers, by player; empty while loading, or in a league without bankers.
 * @param of the rows whose bankers are wanted; null: none yet
 */
function useBankers(
  league: LeagueSummary,
  week: WeekKey,
  of: { readonly rows: readonly StandingsRow[]; readonly me: string } | 'all' | null,
): ReadonlyMap<string, BankerMark> {
  const enabled = of !== null && RULES[league.rules].banker !== null;
  const all = useQuery({
    ...leagueCardsQuery(league.id, week, 'standings'),
    enabled: enabled && of === 'all',
  });
  const blocks = of === 'all' || of === null ? [] : [[of.me], ...blocksOf(of.rows)];
  const some = useQueries({
    queries: blocks.map((players) => ({ ...memberCardsQuery(league.id, week, players), enabled })),
    combine: joined,
  });
  const cards = of === 'all' ? all.data?.cards : some;
  const games = useQuery({ ...weekGamesQuery(week), enabled });
  return useMemo(() => {
    if (!enabled || !cards || !games.data) return NONE;
    const byId = new Map(games.data.games.map((game) => [game.id, game]));
    return new Map(
      cards.flatMap((card) => {
        const banker = bankerOf(card, byId);
        return banker ? [[card.player, banker] as const] : [];
      }),
    );
  }, [enabled, cards, games.data]);
}

/** Ids of players by blocks of the table, so that a block is read once. */
function blocksOf(rows: readonly StandingsRow[]): string[][] {
  const ids = rows.map(({ id }) => id);
  return Array.from({ length: Math.ceil(ids.length / BLOCK) }, (_, i) =>
    ids.slice(i * BLOCK, (i + 1) * BLOCK),
  );
}

function joined(answers: readonly { readonly data: LeagueCards | undefined }[]): LeagueCards['cards'] {
  return answers.flatMap(({ data }) => data?.cards ?? []);
}
