/**
 * The largest number of games in a week, and so of picks on a card. It is twice the number for 32 teams,
 * because games that were called off and scheduled again under another id must fit. A score key has five bits
 * for a week's right picks: a larger number needs more.
 */
export const MAX_WEEK_GAMES = 31;

/**
 * The largest score of a team. A higher one means that the feed is broken; such a game counts for nothing.
 */
export const MAX_GAME_SCORE = 999;
