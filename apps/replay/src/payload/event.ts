import type { Recording, ScheduledGame } from '../recording/recording.js';
import type { GameState } from '../state/game-state.js';
import { espnDate } from './dates.js';
import { broadcastNames, broadcasts, oddsOf, venueOf } from './extras.js';
import { type Result, recordsOf } from './records.js';
import type { Competition, Competitor, ScoreboardEvent, Shape } from './schema.js';
import { scoreboardSituation } from './situation.js';
import { statusOf } from './status.js';
import { link, scoreboardTeam } from './team.js';

const SEASON_TYPE = { type: 2, slug: 'regular-season' };

/** A game as served. */
export interface ServedGame {
  game: ScheduledGame;
  state: GameState;
  /** Served kickoff, wall time in epoch milliseconds. */
  date: number;
}

/** Builds one element of `events`. `earlier` are the season's results of the weeks before. */
export function scoreboardEvent(
  recording: Recording,
  served: ServedGame,
  earlier: readonly Result[],
  shape: Shape,
): ScoreboardEvent {
  const { game, state, date } = served;
  const away = scoreboardTeam(recording, game.away);
  const home = scoreboardTeam(recording, game.home);
  return {
    id: game.id,
    uid: `s:20~l:28~e:${game.id}`,
    date: espnDate(date),
    name: `${away.displayName} at ${home.displayName}`,
    shortName: `${game.away} ${game.neutral ? 'VS' : '@'} ${game.home}`,
    season: { year: game.season, ...SEASON_TYPE },
    ...(shape === '2025' ? { week: { number: game.week } } : {}),
    competitions: [competition(recording, served, earlier, shape)],
    links: [link(['summary', 'desktop', 'event'], `nfl/game?gameId=${game.id}`, 'Gamecast')],
    status: statusOf(state, date),
  };
}

function competition(
  recording: Recording,
  served: ServedGame,
  earlier: readonly Result[],
  shape: Shape,
): Competition {
  const { game, state, date } = served;
  const started = state.phase !== 'pre' && state.phase !== 'cancelled';
  const modern = shape === '2025';
  const kickoff = espnDate(date);
  return {
    id: game.id,
    uid: `s:20~l:28~e:${game.id}~c:${game.id}`,
    date: kickoff,
    attendance: state.phase === 'final' ? 65_000 : 0,
    type: { id: '1', abbreviation: 'STD' },
    timeValid: true,
    neutralSite: game.neutral,
    conferenceCompetition: false,
    ...(modern ? { playByPlayAvailable: started } : {}),
    recent: started && state.phase !== 'final',
    venue: venueOf(recording, game, shape),
    competitors: [
      competitor(recording, served, 'home', earlier, shape),
      competitor(recording, served, 'away', earlier, shape),
    ],
    notes: game.neutral ? [{ type: 'event', headline: 'NFL International Series' }] : [],
    ...(state.situation === undefined
      ? {}
      : { situation: scoreboardSituation(recording, game, state, state.situation, shape) }),
    status: { ...statusOf(state, date), ...(modern ? { isTBDFlex: false } : {}) },
    ...broadcasts(broadcastNames(recording, game), shape),
    format: { regulation: { periods: 4 } },
    startDate: kickoff,
    ...(state.phase === 'pre' ? { odds: [oddsOf(recording, game)] } : {}),
    ...(state.phase === 'final' ? { headlines: [recap(game)] } : {}),
  };
}

function competitor(
  recording: Recording,
  { game, state }: ServedGame,
  side: 'home' | 'away',
  earlier: readonly Result[],
  shape: Shape,
): Competitor {
  const team = scoreboardTeam(recording, side === 'home' ? game.home : game.away);
  const [own, other] =
    side === 'home' ? [state.homeScore, state.awayScore] : [state.awayScore, state.homeScore];
  const final = state.phase === 'final';
  const known = final
    ? [...earlier, { ...game, awayScore: state.awayScore, homeScore: state.homeScore }]
    : earlier;
  return {
    id: team.id,
    uid: team.uid,
    type: 'team',
    order: side === 'home' ? 0 : 1,
    homeAway: side,
    ...(final ? { winner: own > other } : {}),
    team,
    score: String(own),
    ...(state.line.length === 0 ? {} : { linescores: linescores(state, side, shape) }),
    statistics: [],
    records: recordsOf(team.abbreviation, known, final, shape),
  };
}

function linescores(state: GameState, side: 'home' | 'away', shape: Shape) {
  return state.line.map((entry, index) =>
    shape === '2022'
      ? { value: entry[side] }
      : { value: entry[side], displayValue: String(entry[side]), period: index + 1 },
  );
}

function recap(game: ScheduledGame) {
  const [winner, loser] = game.homeScore > game.awayScore ? [game.home, game.away] : [game.away, game.home];
  const text =
    game.homeScore === game.awayScore ? `${game.away} and ${game.home} tie` : `${winner} beats ${loser}`;
  return { type: 'Recap', description: text, shortLinkText: text };
}
