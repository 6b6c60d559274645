import type { Me } from '@sunday-live/contract';

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

/**
 * The audience of an entry: `all`: visitors and players, `player`: everybody who is signed in, `scorer`: scorers of the day; admins see both.
 */
export type MenuAudience = 'all' | 'visitor' | 'player' | 'scorer' | 'admin';

/** An entry of the account menu. Entries for `all` are also in the footer that visitors see. */
export interface MenuItem {
  readonly label: string;
  readonly href: string;
  readonly who: MenuAudience;
}

/** In display order: the player's pages first, then the game's, then the admin's. */
export const MENU_ITEMS: readonly MenuItem[] = [
  { label: 'Home', href: '/home', who: 'player' },
  { label: 'Banker planner', href: '/planner', who: 'player' },
  { label: 'My statistics', href: '/me/stats', who: 'player' },
  { label: 'Results', href: '/results', who: 'player' },
  { label: 'Chances', href: '/chances', who: 'player' },
  { label: 'Time machine', href: '/time-machine', who: 'player' },
  { label: 'Big screen', href: '/screen', who: 'player' },
  { label: 'Records', href: '/records', who: 'player' },
  { label: 'The year', href: '/season', who: 'player' },
  { label: 'Reports', href: '/reports', who: 'player' },
  { label: 'News', href: '/news', who: 'player' },
  { label: 'Profile', href: '/profile', who: 'player' },
  { label: 'Receipts', href: '/receipts', who: 'player' },
  { label: 'Sign in', href: '/sign-in', who: 'visitor' },
  { label: 'Register', href: '/register', who: 'visitor' },
  { label: 'Rules', href: '/rules', who: 'all' },
  { label: 'About', href: '/about', who: 'all' },
  { label: 'Score a game', href: '/score', who: 'scorer' },
  { label: 'Admin', href: '/admin', who: 'admin' },
];

type Viewer = Pick<Me, 'role' | 'scorerUntil'> | null;

/** Returns the entries of the account menu. @param me null: a visitor */
export function menuFor(me: Viewer, items: readonly MenuItem[] = MENU_ITEMS): readonly MenuItem[] {
  return items.filter(({ who }) => who === 'all' || isFor(who, me));
}

/** Returns the entries of the footer, which only visitors see. */
export function footerFor(me: Viewer, items: readonly MenuItem[] = MENU_ITEMS): readonly MenuItem[] {
  return me === null ? items.filter(({ who }) => who === 'all') : [];
}

function isFor(who: Exclude<MenuAudience, 'all'>, me: Viewer): boolean {
  if (me === null || who === 'visitor') return me === null && who === 'visitor';
  return who === 'player' || me.role === 'admin' || (who === 'scorer' && me.scorerUntil !== undefined);
}
