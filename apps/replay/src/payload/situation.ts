import type { RecordedEvent, Recording, ScheduledGame } from '../recording/recording.js';
import type { GameState } from '../state/game-state.js';
import type { LastPlay, Side, Situation } from '../state/situation.js';
import { ordinal } from './dates.js';
import type { ScoreboardSituation, Shape } from './schema.js';
import { requireTeam } from './team.js';

type PlayType = ScoreboardSituation['lastPlay']['type'];

/** Builds the `situation` of a game in progress. */
export function scoreboardSituation(
  recording: Recording,
  game: ScheduledGame,
  state: GameState,
  situation: Situation,
  shape: Shape,
): ScoreboardSituation {
  const teamId = (side: Side) => requireTeam(recording, side === 'home' ? game.home : game.away).espnId;
  const { down, distance, yardLine, isRedZone, homeTimeouts, awayTimeouts, possession } = situation;
  const spot = spotText(game, yardLine);
  const yardsToGoal = possession === 'home' ? 100 - yardLine : yardLine;
  const short = `${ordinal(down)} & ${yardsToGoal <= distance ? 'Goal' : distance}`;
  return {
    ...(shape === '2022' ? { $ref: reference(game.id) } : {}),
    lastPlay: scoreboardPlay(game, state, situation, teamId),
    down,
    yardLine,
    distance,
    isRedZone,
    homeTimeouts,
    awayTimeouts,
    ...(possession === undefined
      ? {}
      : {
          downDistanceText: `${short} at ${spot}`,
          shortDownDistanceText: short,
          possessionText: spot,
          possession: teamId(possession),
        }),
  };
}

function scoreboardPlay(
  game: ScheduledGame,
  state: GameState,
  { lastPlay, yardLine }: Situation,
  teamId: (side: Side) => string,
): ScoreboardSituation['lastPlay'] {
  const home = homeWinShare(state);
  const team = lastPlay.side === undefined ? {} : { team: { id: teamId(lastPlay.side) } };
  return {
    id: `${game.id}${String(lastPlay.number * 37).padStart(4, '0')}`,
    type: playType(lastPlay),
    text: playText(lastPlay.event),
    scoreValue: lastPlay.points,
    ...team,
    probability: {
      tiePercentage: 0,
      homeWinPercentage: home,
      awayWinPercentage: Number((1 - home).toFixed(4)),
      secondsLeft: 0,
    },
    drive: {
      description: '6 plays, 54 yards, 3:10',
      start: { yardLine, text: spotText(game, yardLine) },
      timeElapsed: { displayValue: '3:10' },
    },
    start: { yardLine, ...team },
    end: { yardLine, ...team },
    statYardage: Number(/(\d+)[ -]yard/.exec(lastPlay.event.text)?.[1] ?? '0'),
  };
}

function playType({ event }: LastPlay): PlayType {
  switch (event.kind) {
    case 'TD':
      if (event.text.includes('return')) {
        return { id: '34', text: 'Return Touchdown', abbreviation: 'TD' };
      }
      return event.text.includes('pass')
        ? { id: '67', text: 'Passing Touchdown', abbreviation: 'TD' }
        : { id: '68', text: 'Rushing Touchdown', abbreviation: 'TD' };
    case 'FG':
      return { id: '59', text: 'Field Goal Good', abbreviation: 'FG' };
    case 'safety':
      return { id: '20', text: 'Safety', abbreviation: 'SF' };
    case 'PAT':
      return { id: '61', text: 'Extra Point Good', abbreviation: 'XP' };
    case 'PAT-missed':
      return { id: '62', text: 'Extra Point Missed', abbreviation: 'XPM' };
    case '2PT':
    case '2PT-failed':
      return { id: '57', text: 'Two Point Conversion', abbreviation: '2PC' };
    case 'halftime':
      return { id: '65', text: 'End of Half', abbreviation: 'EH' };
    case 'end-quarter':
      return { id: '2', text: 'End Period', abbreviation: 'EP' };
    default:
      return { id: '53', text: 'Kickoff', abbreviation: 'K' };
  }
}

function playText(event: RecordedEvent): string {
  return event.kind === 'halftime' || event.kind === 'end-quarter'
    ? `END QUARTER ${event.period}`
    : event.text;
}

/** Formats `KC 37`: the yard line counted from the nearer goal. */
function spotText(game: ScheduledGame, yardLine: number): string {
  if (yardLine === 50) {
    return '50';
  }
  return yardLine < 50 ? `${game.home} ${yardLine}` : `${game.away} ${100 - yardLine}`;
}

/** Estimates the home team's chance to win from the margin and the time left. */
function homeWinShare(state: GameState): number {
  const left = Math.max(1, (Math.max(0, 4 - state.period) * 900 + state.clock) / 60);
  const share = 1 / (1 + Math.exp(-(state.homeScore - state.awayScore) / Math.sqrt(left)));
  return Number(Math.min(0.9999, Math.max(0.0001, share)).toFixed(4));
}

function reference(id: string): string {
  const path = `events/${id}/competitions/${id}/situation?lang=en&region=us`;
  return `http://sports.core.api.espn.pvt/v2/sports/football/leagues/nfl/${path}`;
}
