import { useLocation, useSearch } from 'wouter';

interface AddressOptions {
  /** `replace`: Back leaves the page instead of stepping through the choices. */
  readonly how?: 'push' | 'replace';
}

/**
 * Keeps a filter of the page, free text or one of a list, in the page's address like `useAddress`; Back
 * leaves the page instead of stepping through the edits.
 * @param usual the default, omitted from the address
 * @param isValid any other value in the address counts as `usual`
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
 * Keeps a choice in the page's address as `?key=value`, so that Back, a reload and a shared link show the
 * same.
 * @param allowed any other value in the address counts as none
 * @param usual the choice while the address has none
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
    // the current address, not that of the last render: two choices in one event must both arrive
    const { search: now, hash } = window.location;
    const params = new URLSearchParams(now);
    if (next === null) params.delete(key);
    else params.set(key, next);
    go(`?${params}${hash}`, { replace: how === 'replace', state: window.history.state });
  };
}
