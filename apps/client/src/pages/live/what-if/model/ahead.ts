import { isWhatIf } from './what-if.js';

/** The query parameter of the what-if sheet's view. */
export const AHEAD = 'ahead';

/** Returns whether an address opens the sheet: by one of its views, or by imagined scores. */
export function opensAhead({ search, hash }: Pick<Location, 'search' | 'hash'>): boolean {
  return isWhatIf(hash) || new URLSearchParams(search).has(AHEAD);
}

/** Returns the address of the page below the sheet. */
export function withoutAhead({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  const params = new URLSearchParams(search);
  params.delete(AHEAD);
  const rest = params.toString();
  return pathname + (rest === '' ? '' : `?${rest}`) + (isWhatIf(hash) ? '' : hash);
}
