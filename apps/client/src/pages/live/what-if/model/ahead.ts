import { isWhatIf } from './what-if.js';

/** What the address calls the view of the sheet of all that can still come. */
export const AHEAD = 'ahead';

/** Whether an address opens the sheet: by one of its views, or by imagined scores. */
export function opensAhead({ search, hash }: Pick<Location, 'search' | 'hash'>): boolean {
  return isWhatIf(hash) || new URLSearchParams(search).has(AHEAD);
}

/** The address of the page under the sheet. */
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
