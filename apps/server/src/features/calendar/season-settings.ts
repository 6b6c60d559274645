/** SQL columns of `season_state s` that make up `SeasonSettings`. */
export const SETTINGS = `s.lock, s.forced_jokers_since IS NOT NULL AS "forcedJokers", s.preseason,
  json_build_object('bankersOnce', s.playoff_bankers_once, 'jokers', s.playoff_jokers) AS playoffs`;
