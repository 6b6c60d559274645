import { useLocation, useSearch } from 'wouter';

interface AddressOptions {
  /** `replace`: Back leaves the page instead of walking through the choices. */
  readonly how?: 'push' | 'replace';
}

/**
 * What a filter of the page says, free words or one of a list, in the page's address like `useAddress`; Back leaves the
 * page instead of walking through what was typed.
 * @param usual left out of the address
 * @param isValid anything else in the address counts as `usual`
 */
export function useFilter(
  key: string,
  usual: string,
  isValid: (value: string) => boolean = () => true,
): [string, (next: string) => void] {
  const search = useSearch();
  const write = useWriter(key, { how: 'replace' });
  const asked = new URLSearchParams(search).get(key);
  const value = asked !== null && isValid(asked) ? asked : usual;
  return [value, (next) => write(next === usual ? null : next)];
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
  const choose: (next: T) => void = useWriter(key, { how });
  const asked = new URLSearchParams(search).get(key);
  return [allowed.find((value) => value === asked) ?? usual, choose];
}

function useWriter(key: string, { how }: AddressOptions): (next: string | null) => void {
  const [, go] = useLocation();
  return (next) => {
    // the address of now, not of the last drawing: two choices in one event must both arrive
    const { search: now, hash } = window.location;
    const params = new URLSearchParams(now);
    if (next === null) params.delete(key);
    else params.set(key, next);
    go(`?${params}${hash}`, { replace: how === 'replace', state: window.history.state });
  };
}
