/** The one limit of games in a week and of picks on a card: saves, the slate and the standings engine keep to it. */
export { MAX_WEEK_GAMES } from '@sunday-live/scoring';
