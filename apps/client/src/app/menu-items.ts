import type { Me } from '@sunday-live/contract';

/** Who sees an entry: `all` = visitors and players, `player` = everybody who is signed in, admins too. */
export type MenuAudience = 'all' | 'visitor' | 'player' | 'admin';

/** A page that the account menu leads to. Entries for `all` also stand at the foot of the pages that visitors see. */
export interface MenuItem {
  readonly label: string;
  readonly href: string;
  readonly who: MenuAudience;
}

/** In the order in which they are shown: one's own pages first, then the game's, then the office's. */
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
  { label: 'Admin', href: '/admin', who: 'admin' },
];

/** The entries that one sees: null is a visitor. */
export function menuFor(
  me: Pick<Me, 'role'> | null,
  items: readonly MenuItem[] = MENU_ITEMS,
): readonly MenuItem[] {
  return items.filter(({ who }) => who === 'all' || isFor(who, me));
}

/** What stands at the foot of the pages that visitors see. */
export function footerFor(
  me: Pick<Me, 'role'> | null,
  items: readonly MenuItem[] = MENU_ITEMS,
): readonly MenuItem[] {
  return me === null ? items.filter(({ who }) => who === 'all') : [];
}

function isFor(who: Exclude<MenuAudience, 'all'>, me: Pick<Me, 'role'> | null): boolean {
  if (me === null) return who === 'visitor';
  return who === 'player' || (who === 'admin' && me.role === 'admin');
}
