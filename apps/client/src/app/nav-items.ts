/** An entry of the main navigation, in order. `match` returns whether an address belongs to it. */
export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly match: (path: string) => boolean;
}

export const NAV_ITEMS: readonly NavItem[] = [
  { href: '/live', label: 'Live', match: (path) => path === '/' || /^\/live(\/|$)/.test(path) },
  { href: '/card', label: 'Card', match: (path) => path === '/card' || path.startsWith('/card/') },
  { href: '/leaderboard', label: 'Table', match: (path) => path.startsWith('/leaderboard') },
  { href: '/leagues', label: 'Leagues', match: (path) => /^\/(leagues|join)(\/|$)/.test(path) },
];
