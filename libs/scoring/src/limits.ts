/**
 * Games in a week, and so picks on a card, at most. Twice as many as a week of 32 teams has, so that games which were called off
 * and scheduled again under another id fit. Right picks of a week take five bits of a score key: a larger number needs more.
 */
export const MAX_WEEK_GAMES = 31;

/** Points of a team in a game, at most. A higher score means that the feed is broken: such a game counts for nothing. */
export const MAX_GAME_SCORE = 999;
