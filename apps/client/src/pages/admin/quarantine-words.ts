import type { QuarantinedObservation } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';

/** Why an observation was not believed, in words. The server's reasons begin with a code, some go on after a colon. */
const WORDS: Readonly<Record<string, string>> = {
  'status-regression': 'A game that is over or under way goes back',
  'teams-changed': 'Other teams than before',
  'score-before-kick-off': 'Points before the kickoff',
  'points-before-kick-off': 'Points before the kickoff',
  'moved-after-start': 'Another week, after the game has started',
  'no-date': 'A new game without a date',
  'new-id': 'These teams already meet in this week',
  replaced: 'Called off and replaced by a game of another week',
  'week-full': 'The week has as many games as it can hold',
  'bad-score': 'The score cannot be read',
  'bad-kick-off': 'The kickoff cannot be read',
  'status-contradiction': 'It says two things about the state of the game',
  'duplicate-contradiction': 'It says two things about one game',
  'unknown-state': 'An unknown state of the game',
  'post-without-result': 'Over, but without a result',
  'season-type': 'An unknown part of the season',
  'no-season': 'It does not say which season',
  'no-week': 'It does not say which week',
  malformed: 'The game cannot be read',
  sides: 'It does not say who plays at home',
};

const STATES = { pre: 'not started', in: 'under way', post: 'final', off: 'called off' } as const;

/** A game in words, with the week that it is seen in. */
export function gameWords(game: NonNullable<QuarantinedObservation['seen']>): string {
  const { away, awayScore, home, homeScore, state, season, type, week } = game;
  return `${away} ${awayScore} at ${home} ${homeScore}, ${STATES[state]}, ${weekPhrase(type, week)} of ${season}`;
}

/** @param reason such as `status-regression: in to pre` */
export function quarantineWords(reason: string): string {
  const [code = ''] = reason.split(':');
  return WORDS[code] ?? reason;
}
