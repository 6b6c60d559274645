/**
 * Parses the address of a widget: `/widget/:league?theme=dark`; without a theme the visitor's system decides.
 */
export function askedOf({ pathname, search }: Pick<Location, 'pathname' | 'search'>): {
  readonly league: string;
  readonly theme: 'dark' | 'light' | null;
} {
  const theme = new URLSearchParams(search).get('theme');
  return {
    league: decodeURIComponent(pathname.split('/')[2] ?? ''),
    theme: theme === 'dark' || theme === 'light' ? theme : null,
  };
}

/** Returns the HTML that a commissioner adds to another site. */
export function embedCode(origin: string, league: { readonly id: string; readonly name: string }): string {
  const title = league.name.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const address = `${origin}/widget/${encodeURIComponent(league.id)}`;
  return `<iframe src="${address}" title="${title} on Sunday Live" width="360" height="560" loading="lazy"></iframe>`;
}
