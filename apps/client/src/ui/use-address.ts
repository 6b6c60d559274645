import { useLocation, useSearch } from 'wouter';

interface AddressOptions {
  /** `replace`: Back leaves the page instead of walking through the choices. */
  readonly how?: 'push' | 'replace';
}

/**
 * A choice that the page's address carries as `?key=value`: Back, a reload and a shared link show the same again.
 * @param allowed any other value in the address counts as none
 * @param usual chosen while the address says nothing
 */
export function useAddress<T extends string, U extends T | undefined>(
  key: string,
  allowed: readonly T[],
  usual: U,
  { how = 'push' }: AddressOptions = {},
): [T | U, (next: T) => void] {
  const search = useSearch();
  const [, go] = useLocation();
  const asked = new URLSearchParams(search).get(key);
  const choose = (next: T) => {
    // the address of now, not of the last drawing: two choices in one event must both arrive
    const { search: now, hash } = window.location;
    const params = new URLSearchParams(now);
    params.set(key, next);
    go(`?${params}${hash}`, { replace: how === 'replace', state: window.history.state });
  };
  return [allowed.find((value) => value === asked) ?? usual, choose];
}
