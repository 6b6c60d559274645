/** The pages that the navigation leads to, in order. `match` tells which addresses belong to one. */
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
