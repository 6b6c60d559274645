import type { LeagueSummary } from '@sunday-live/contract';
import { useAddress } from '../ui/use-address.js';

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
