import type { RecordedEvent, RecordedGame } from '../recording/recording.js';
import { hashUnit } from './hash.js';
import type { Phase } from './phase.js';

export type Side = 'away' | 'home';

/** Field position as ESPN counts it: yards from the home team's goal line. */
export interface Situation {
  possession?: Side;
  down: number;
  distance: number;
  yardLine: number;
  isRedZone: boolean;
  homeTimeouts: number;
  awayTimeouts: number;
  lastPlay: LastPlay;
}

export interface LastPlay {
  /** Position of the play among the game's events, from 1. */
  number: number;
  event: RecordedEvent;
  /** The side that scored, absent for a kickoff or a break. */
  side?: Side;
  points: number;
}

const SNAPS_PER_DRIVE = 7;
const PLAYS = new Set<RecordedEvent['kind']>([
  'kickoff',
  'TD',
  'PAT',
  '2PT',
  'FG',
  'safety',
  'PAT-missed',
  '2PT-failed',
]);
const TRIES = new Set<RecordedEvent['kind']>(['PAT', '2PT', 'PAT-missed', '2PT-failed']);

/**
 * Makes up a plausible situation for a game in progress, always the same for the same moment, because the recording
 * has no field positions: drives of at most seven snaps, the last of which belongs to the side that scores next.
 */
export function situationAt(
  game: RecordedGame,
  past: readonly RecordedEvent[],
  phase: Phase,
  time: number,
): Situation {
  const base = {
    homeTimeouts: timeouts(game, past, 'home'),
    awayTimeouts: timeouts(game, past, 'away'),
    lastPlay: lastPlay(past, phase),
  };
  const latest = past.at(-1);
  const snaps = game.clockPoints.filter((point) => point.at <= time).at(-1);
  if (phase !== 'playing') {
    return { ...base, down: 1, distance: 10, yardLine: 65, isRedZone: false };
  }
  if (latest === undefined || snaps === undefined || snaps.at <= latest.at) {
    return { ...base, ...kick(latest, base.lastPlay.side) };
  }
  return { ...base, ...snap(game, latest, time) };
}

/** Neither team has the ball: a kickoff, or the wait after a score. */
function kick(latest: RecordedEvent | undefined, scorer: Side | undefined) {
  const tryNext = latest?.kind === 'TD';
  const yardLine = tryNext ? (scorer === 'home' ? 85 : 15) : scorer === 'home' ? 35 : 65;
  return { down: -1, distance: 10, yardLine, isRedZone: false };
}

function snap(game: RecordedGame, latest: RecordedEvent, time: number) {
  const next = game.events.find((event) => event.at > latest.at && PLAYS.has(event.kind));
  const until = next?.at ?? Number.POSITIVE_INFINITY;
  const stretch = game.clockPoints.filter((point) => point.at > latest.at && point.at < until);
  const index = stretch.filter((point) => point.at <= time).length - 1;
  const fromEnd = Math.max(0, stretch.length - 1 - index);
  const drive = Math.floor(fromEnd / SNAPS_PER_DRIVE);
  const length = Math.min(SNAPS_PER_DRIVE, stretch.length - drive * SNAPS_PER_DRIVE);
  const play = length - 1 - (fromEnd % SNAPS_PER_DRIVE);
  const scorer = next === undefined ? 'home' : scoringSide(game.events, next);
  const possession = drive % 2 === 0 ? (scorer ?? 'home') : otherSide(scorer ?? 'home');
  const seed = `${game.id}:${latest.at}:${drive}`;
  const start = 20 + Math.floor(hashUnit(seed) * 15);
  const goal = drive === 0 ? driveEnd(next) : start + 10 + Math.floor(hashUnit(`${seed}:end`) * 25);
  const gained = Math.round(start + (goal - start) * (length > 1 ? play / (length - 1) : 1));
  const down = (play % 3) + 1;
  const toGoal = 100 - gained;
  const distance = down === 1 ? 10 : 1 + Math.floor(hashUnit(`${seed}:${play}`) * (down === 2 ? 8 : 5));
  return {
    possession,
    down,
    distance: Math.min(distance, toGoal),
    yardLine: possession === 'home' ? gained : toGoal,
    isRedZone: toGoal <= 20,
  };
}

/** Yards from the own goal line at the end of the drive that leads to the next score. */
function driveEnd(next: RecordedEvent | undefined): number {
  const yards = Number(/(\d+)[ -]yard/.exec(next?.text ?? '')?.[1] ?? '5');
  const snapSpot = next?.kind === 'FG' ? 100 - (yards - 17) : 100 - yards;
  return Math.min(99, Math.max(5, snapSpot));
}

function scoringSide(events: readonly RecordedEvent[], event: RecordedEvent): Side | undefined {
  const before = events[events.indexOf(event) - 1];
  if (event.homeScore > (before?.homeScore ?? 0)) {
    return 'home';
  }
  if (event.awayScore > (before?.awayScore ?? 0)) {
    return 'away';
  }
  return TRIES.has(event.kind) && before !== undefined ? scoringSide(events, before) : undefined;
}

function lastPlay(past: readonly RecordedEvent[], phase: Phase): LastPlay {
  const index = phase === 'playing' ? past.findLastIndex((event) => PLAYS.has(event.kind)) : past.length - 1;
  const event = past[index] ?? past[0];
  if (event === undefined) {
    throw new Error('a game in progress has at least one event');
  }
  const before = past[index - 1];
  const points =
    event.homeScore + event.awayScore - (before === undefined ? 0 : before.homeScore + before.awayScore);
  const side = scoringSide(past, event);
  return { number: index + 1, event, points, ...(side === undefined ? {} : { side }) };
}

function timeouts(game: RecordedGame, past: readonly RecordedEvent[], side: Side): number {
  const half = Math.floor(((past.at(-1)?.period ?? 1) - 1) / 2);
  const plays = past.filter((event) => Math.floor((event.period - 1) / 2) === half).length;
  const used = Math.floor(hashUnit(`${game.id}:${side}:${half}`) * 4);
  return 3 - Math.min(used, Math.floor(plays / 4));
}

function otherSide(side: Side): Side {
  return side === 'home' ? 'away' : 'home';
}
