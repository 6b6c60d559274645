/**
 * The limit of games in a week and of picks on a card, shared by card saves, the slate and the standings
 * engine.
 */
export { MAX_WEEK_GAMES } from '@sunday-live/scoring';
