/**
 * The addresses of the pages: what follows `:` varies, `?` says that it may be absent. Whatever walks through all pages
 * starts from these lists.
 */
export const PLAYER_PATHS = [
  '/home',
  '/leagues/:league?',
  '/join/:code',
  '/leaderboard/:league?',
  '/results/:week?',
  '/time-machine/:league?/:week?',
  '/chances/:league?',
  '/screen/:league?',
  '/me/stats',
  '/players/:id',
  '/records',
  '/season/:year?',
  '/year-end',
  '/card/:week?',
  '/receipts/:week?',
  '/admin/:section?',
  '/planner',
  '/news',
  '/profile',
  '/profile/second-factor',
  '/reports/:report?',
] as const;

/** Pages that a link in an email leads to, and those that explain: for players and visitors alike. */
export const COMMON_PATHS = [
  '/confirm-email',
  '/unsubscribe',
  '/reset-password',
  '/verified',
  '/rules',
  '/about',
] as const;

/** For visitors; a player is led on to the page that was wanted. */
export const VISITOR_PATHS = ['/sign-in', '/register', '/forgot-password'] as const;

const PLAYERS_FIRST = new Set(['live', ...PLAYER_PATHS.map(firstOf)]);

/** Whether an address belongs to a page that only players see. */
export function isPlayersPage(address: string): boolean {
  return PLAYERS_FIRST.has(firstOf(address));
}

function firstOf(path: string): string | undefined {
  return path.split('/')[1];
}
