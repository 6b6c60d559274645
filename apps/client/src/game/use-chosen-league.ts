import type { LeagueSummary } from '@sunday-live/contract';
import { useAddress } from '../ui/use-address.js';

/** The league of a player with the most members, everyone's only when there is no other. */
export function usualLeague<L extends Pick<LeagueSummary, 'id' | 'members'>>(
  leagues: readonly L[],
): L | undefined {
  return [...leagues].sort((a, b) => b.members - a.members).find(({ id }) => id !== 'everyone') ?? leagues[0];
}

/** Which league a page is about: the address's `?league=` if it is one of these, else the usual one. */
export function useChosenLeague<L extends { readonly id: string }>(
  leagues: readonly L[],
  usual: L | undefined,
): [L | undefined, (id: string) => void] {
  const ids = leagues.map(({ id }) => id);
  const [chosen, choose] = useAddress('league', ids, usual?.id, { how: 'replace' });
  return [leagues.find(({ id }) => id === chosen), choose];
}
