/** Stands for our origin: whatever resolves to another one is not ours. */
const HERE = 'https://here.invalid';

/** Where somebody wanted to go before they had to register or sign in; only pages of ours, as a browser resolves them (X9). */
export function nextPage(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  if (!next.startsWith('/') || !URL.canParse(next, HERE)) return '/';
  const { origin, pathname } = new URL(next, HERE);
  return origin === HERE && !pathname.startsWith('//') ? next : '/';
}

/** The whole address of a page, with what it says behind `?` and `#`. */
export function addressOf({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  return pathname + search + hash;
}

/** The same page, told to the page that comes in between. */
export function withNext(page: string, next: string): string {
  return next === '/' ? page : `${page}?next=${encodeURIComponent(next)}`;
}
