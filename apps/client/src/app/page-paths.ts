/**
 * The addresses of the pages: `:` marks a parameter, `?` an optional one. Everything that visits all pages
 * uses these lists.
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
  '/score/:game?',
  '/planner',
  '/news',
  '/profile',
  '/profile/second-factor',
  '/reports/:report?',
] as const;

/** Pages that emails link to, and pages that explain: for players and visitors. */
export const COMMON_PATHS = [
  '/confirm-email',
  '/unsubscribe',
  '/reset-password',
  '/verified',
  '/rules',
  '/about',
] as const;

/** Pages for visitors; players are redirected to the page that they wanted. */
export const VISITOR_PATHS = ['/sign-in', '/register', '/forgot-password'] as const;

const PLAYERS_FIRST = new Set(['live', ...PLAYER_PATHS.map(firstOf)]);

/** Returns whether only players see the page at an address. */
export function isPlayersPage(address: string): boolean {
  return PLAYERS_FIRST.has(firstOf(address));
}

function firstOf(path: string): string | undefined {
  return path.split('/')[1];
}
