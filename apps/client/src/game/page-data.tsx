import type { LeagueSummary } from '@sunday-live/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { HttpError } from '../http/http.js';
import { PageMessage } from '../ui/page-message.js';
import { useAddress } from '../ui/use-address.js';

type Queries = Readonly<Record<string, UseQueryResult<unknown>>>;
type DataOf<Q extends Queries> = { readonly [K in keyof Q]: NonNullable<Q[K]['data']> };

interface PageDataProps<Q extends Queries> {
  /** The queries that the page cannot do without, by name. */
  readonly of: Q;
  /** The title while one of them has failed: `The results did not load`. */
  readonly failed: string;
  /** The text below it. */
  readonly hint?: string;
  /** Shown instead when the server does not know what the page is about. */
  readonly missing?: ReactNode;
  /** The page, with the data of the queries by the same names. */
  readonly children: (data: DataOf<Q>) => ReactNode;
}

/** Renders a page when its data is loaded; before that a placeholder, or the failure with a button to try again. */
export function PageData<Q extends Queries>({
  of,
  failed,
  hint = HINT,
  missing,
  children,
}: PageDataProps<Q>) {
  const queries = Object.values(of);
  if (missing !== undefined && queries.some(isNotFound)) return missing;
  if (queries.some(({ isLoadingError }) => isLoadingError)) {
    const again = () => void Promise.all(queries.map(({ refetch }) => refetch()));
    return (
      <PageMessage title={failed} action={{ label: 'Try again', run: again }}>
        {hint}
      </PageMessage>
    );
  }
  if (!isLoaded(of)) return <PageMessage title="One moment…" busy />;
  return children(dataOf(of));
}

const HINT = 'The server did not answer. Check your connection, or wait a moment.';

function isNotFound({ isLoadingError, error }: UseQueryResult<unknown>): boolean {
  return isLoadingError && error instanceof HttpError && error.code === 'not-found';
}

function isLoaded(of: Queries): boolean {
  return Object.values(of).every(({ data }) => data !== undefined);
}

function dataOf<Q extends Queries>(of: Q): DataOf<Q> {
  return Object.fromEntries(Object.entries(of).map(([name, { data }]) => [name, data])) as DataOf<Q>;
}

interface PageLeagueProps {
  readonly leagues: readonly LeagueSummary[];
  /** The league of the address; absent: the usual one. */
  readonly asked: string | undefined;
  readonly children: (league: LeagueSummary) => ReactNode;
}

/** Renders a page about the league of its address, or says that the player is not in that league. */
export function PageLeague({ leagues, asked, children }: PageLeagueProps) {
  const league = asked === undefined ? usualLeague(leagues) : leagues.find(({ id }) => id === asked);
  if (league) return children(league);
  return (
    <PageMessage title="Not your league" action={{ label: 'Go to your leagues', href: '/leagues' }}>
      You are not in this league, or it no longer exists. Ask its commissioner for the code to join.
    </PageMessage>
  );
}

/** Returns the player's league with the most members; everyone's league only when there is no other. */
export function usualLeague<L extends Pick<LeagueSummary, 'id' | 'members'>>(
  leagues: readonly L[],
): L | undefined {
  return [...leagues].sort((a, b) => b.members - a.members).find(({ id }) => id !== 'everyone') ?? leagues[0];
}

/**
 * Returns the league of the page: the address's `?league=` if the player is in it, otherwise the usual one.
 */
export function useChosenLeague<L extends { readonly id: string }>(
  leagues: readonly L[],
  usual: L | undefined,
): [L | undefined, (id: string) => void] {
  const ids = leagues.map(({ id }) => id);
  const [chosen, choose] = useAddress('league', ids, usual?.id, { how: 'replace' });
  return [leagues.find(({ id }) => id === chosen), choose];
}
