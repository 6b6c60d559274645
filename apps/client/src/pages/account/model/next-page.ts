/** A placeholder for our origin: an address that resolves to another one is not ours. */
const HERE = 'https://here.invalid';

/**
 * Returns the page that a visitor wanted before they had to register or sign in; only pages of this site, as
 * a browser resolves them (X9).
 */
export function nextPage(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  if (!next.startsWith('/') || !URL.canParse(next, HERE)) return '/';
  const { origin, pathname } = new URL(next, HERE);
  return origin === HERE && !pathname.startsWith('//') ? next : '/';
}

/** Returns the address of a page with query and fragment. */
export function addressOf({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  return pathname + search + hash;
}

/** Adds the wanted page to the address of a page between. */
export function withNext(page: string, next: string): string {
  return next === '/' ? page : `${page}?next=${encodeURIComponent(next)}`;
}
