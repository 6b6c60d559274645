import { TEAMS, teamOf } from '@sunday-live/contract';
import type { GameFacts, GameObservation, GamePause } from '../../slate/observation.js';
import {
  type Competitor,
  type EventStatus,
  readEvent,
  type Scoreboard,
  type ScoreboardEvent,
} from './scoreboard.schema.js';

const OFF = new Set(['STATUS_POSTPONED', 'STATUS_CANCELED', 'STATUS_CANCELLED']);
const INTERRUPTED = new Set(['STATUS_DELAYED', 'STATUS_RAIN_DELAY', 'STATUS_SUSPENDED']);

/** The meaning of a status for the game, or why it has none (rules F7 to F10 of docs/feed.md). */
export function stateOf(status: EventStatus): { state: GameObservation['state'] } | { reason: string } {
  const { name, state, completed } = status.type;
  if (state === 'post' && completed === true) return { state: OFF.has(name) ? 'off' : 'post' };
  if (OFF.has(name)) return { state: 'off' };
  if (state === 'pre') return { state: 'pre' };
  if (state === 'in') return { state: 'in' };
  if (state === 'post') return INTERRUPTED.has(name) ? { state: 'in' } : { reason: 'post-without-result' };
  return { reason: 'unknown-state' };
}

/** True when the event's and the competition's status disagree in a relevant field. */
export function contradicts(one: EventStatus, other: EventStatus): boolean {
  return one.type.state !== other.type.state || one.type.name !== other.type.name;
}

const DELAYED = 'Delayed';

/**
 * Text beside the score: ESPN's short form. Before kickoff, where ESPN writes US Eastern times, only "Delayed". An
 * interrupted game is always called so.
 */
export function detailOf(status: EventStatus, state: GameObservation['state']): string {
  const interrupted = INTERRUPTED.has(status.type.name);
  if (state === 'pre') return interrupted ? DELAYED : '';
  const { shortDetail, detail, description } = status.type;
  const text = clean(shortDetail ?? detail ?? description ?? '', 40);
  return interrupted && state === 'in' && !/delay|suspend/i.test(text) ? DELAYED : text;
}

/**
 * Why the clock of a game stands still, by ESPN's text beside the score: it has no status for half of these.
 * @param detail as `detailOf` returns it
 */
export function pauseOf(detail: string, state: GameObservation['state']): GamePause | undefined {
  if (state !== 'pre' && state !== 'in') return undefined;
  if (/delay/i.test(detail)) return 'delay';
  if (/suspend/i.test(detail)) return 'suspension';
  return /half|end of/i.test(detail) ? 'break' : undefined;
}

/** What a play for two points was, by ESPN's text of it. */
export function twoPointsOf(play: string): GameObservation['twoPoints'] {
  if (/safety/i.test(play)) return 'safety';
  return /two[- ]point/i.test(play) ? 'two-point' : undefined;
}

/** Game clock as `M:SS`; `0:00` unless the game runs. */
export function clockOf(status: EventStatus, state: GameObservation['state']): string {
  const clock = status.displayClock ?? '';
  return state === 'in' && /^\d{1,2}:\d{2}$/.test(clock) ? clock : '0:00';
}

/** Text that a database and a page can hold: no control characters, no broken surrogates, limited length. */
export function clean(text: string, length: number): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, length)
    .replace(/\p{Cs}$/u, '');
}

/** Result of reading one event of the answer. */
export type EventOutcome =
  | { readonly kind: 'game'; readonly game: GameObservation }
  | { readonly kind: 'skip'; readonly gameId: string; readonly reason: string }
  | { readonly kind: 'quarantine'; readonly reason: string; readonly detail: string };

type Competition = ScoreboardEvent['competitions'][0];
type Current = Pick<Scoreboard, 'season' | 'week'>;

const REGULAR_TYPES = new Set([1, 2, 3]);
const MAX_POINTS = 199;
const LAST_PLAY_LENGTH = 300;
const abbreviationOfId = new Map(TEAMS.map((team) => [team.espnId, team.abbr]));

/** Reads one event on its own; never throws. Rule numbers are those of docs/feed.md. */
export function normaliseEvent(raw: unknown, current: Current): EventOutcome {
  const read = readEvent(raw);
  if ('problem' in read) return quarantine('malformed', read.problem);
  const { event } = read;
  const [competition] = event.competitions;

  const home = competition.competitors.find((competitor) => competitor.homeAway === 'home');
  const away = competition.competitors.find((competitor) => competitor.homeAway === 'away');
  if (!home || !away) return quarantine('sides', 'needs one home and one away competitor');

  const homeTeam = abbreviationOf(home);
  const awayTeam = abbreviationOf(away);
  if (homeTeam === null || awayTeam === null) {
    const names = `${away.team.abbreviation ?? away.team.id} @ ${home.team.abbreviation ?? home.team.id}`;
    return { kind: 'skip', gameId: event.id, reason: `not two known teams: ${clean(names, 40)}` };
  }
  if (homeTeam === awayTeam) return quarantine('sides', `${homeTeam} against itself`);

  const key = keyOf(event, current);
  if (typeof key === 'string') return quarantine(key, 'season, type or week unknown');

  const status = competition.status ?? event.status;
  if (!status) return quarantine('malformed', 'status is missing');
  if (event.status && contradicts(status, event.status)) {
    return quarantine('status-contradiction', `${event.status.type.name} and ${status.type.name}`);
  }
  const meaning = stateOf(status);
  if ('reason' in meaning) {
    return quarantine(meaning.reason, clean(`${status.type.name} ${status.type.state}`, 80));
  }
  const { state } = meaning;

  const date = event.date ?? competition.date ?? null;
  const kickoff = kickoffOf(date);
  // a game that is called off need not have a readable date: it keeps the known one
  const dateless = state === 'off' && kickoff === null;
  if (kickoff === null && !dateless) return quarantine('bad-kick-off', clean(String(date), 40));

  const homeScore = pointsOf(home, state);
  const awayScore = pointsOf(away, state);
  if (homeScore === null || awayScore === null) {
    return quarantine('bad-score', clean(`${JSON.stringify([away.score, home.score])}`, 40));
  }
  if (state === 'pre' && homeScore + awayScore > 0) {
    return quarantine('points-before-kick-off', `${awayScore} - ${homeScore}`);
  }

  const detail = detailOf(status, state);
  const pause = pauseOf(detail, state);
  return {
    kind: 'game',
    game: {
      id: event.id,
      ...key,
      kickoff: kickoff ?? '',
      ...(dateless ? { dateless } : {}),
      timeValid: competition.timeValid ?? true,
      away: awayTeam,
      home: homeTeam,
      awayScore,
      homeScore,
      state,
      detail,
      ...(pause === undefined ? {} : { pause }),
      period: state === 'pre' ? 0 : (status.period ?? 0),
      clock: clockOf(status, state),
      ...playOf(competition, state, home, away),
      facts: factsOf(competition, home, away),
    },
  };
}

function quarantine(reason: string, detail: string): EventOutcome {
  return { kind: 'quarantine', reason, detail };
}

/** ESPN's abbreviation; for a former one the team's id decides. Null: no team of the league. */
function abbreviationOf(competitor: Competitor): string | null {
  const { id, abbreviation } = competitor.team;
  if (abbreviation !== undefined && teamOf(abbreviation)) return abbreviation;
  return (id === undefined ? undefined : abbreviationOfId.get(id)) ?? null;
}

function keyOf(event: ScoreboardEvent, current: Current) {
  const season = event.season ?? current.season;
  if (!season || season.type == null) return 'no-season';
  if (!REGULAR_TYPES.has(season.type)) return 'season-type';
  const same = current.season?.year === season.year && current.season.type === season.type;
  const week = event.week ?? (same ? current.week : null);
  if (!week) return 'no-week';
  return { season: season.year, seasonType: season.type, week: week.number };
}

/** ISO time in UTC; ESPN writes minutes only, other feeds wrote seconds and offsets. */
function kickoffOf(text: string | null): string | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text))
    return null;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return null;
  const year = time.getUTCFullYear();
  return year >= 2000 && year < 2200 ? time.toISOString() : null;
}

/** Points; null: unreadable. Before kickoff they may be absent, and a game that is called off has none. */
function pointsOf(competitor: Competitor, state: GameObservation['state']): number | null {
  const { score } = competitor;
  const text = typeof score === 'string' || typeof score === 'number' ? String(score) : '';
  const points = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (points <= MAX_POINTS) return points;
  return state === 'off' || state === 'pre' ? 0 : null;
}

function playOf(
  competition: Competition,
  state: GameObservation['state'],
  home: Competitor,
  away: Competitor,
) {
  const situation = state === 'in' ? competition.situation : undefined;
  const holder = situation?.possession;
  const text = clean(situation?.lastPlay?.text ?? '', LAST_PLAY_LENGTH);
  const twoPoints = twoPointsOf(text);
  return {
    possession: holder === undefined ? null : sideOf(holder, home, away),
    redZone: situation?.isRedZone ?? false,
    lastPlay: text === '' ? null : text,
    ...(twoPoints === undefined ? {} : { twoPoints }),
  };
}

function sideOf(teamId: string, home: Competitor, away: Competitor): 'home' | 'away' | null {
  if (teamId === home.team.id) return 'home';
  return teamId === away.team.id ? 'away' : null;
}

function factsOf(competition: Competition, home: Competitor, away: Competitor): GameFacts {
  const awayRecord = recordOf(away);
  const homeRecord = recordOf(home);
  const offer = competition.odds?.find((entry) => entry !== null);
  const odds = clean(offer?.details ?? '', 40);
  const overUnder = offer?.overUnder;
  return {
    ...(awayRecord === null ? {} : { awayRecord }),
    ...(homeRecord === null ? {} : { homeRecord }),
    ...(odds === '' ? {} : { odds }),
    ...(overUnder === undefined || overUnder <= 0 || overUnder > 200 ? {} : { overUnder }),
    ...(competition.neutralSite ? { neutral: true } : {}),
  };
}

/** Overall record; its name varies by year (`overall`, `All Splits`, `YTD`), its type does not. */
function recordOf(competitor: Competitor): string | null {
  const names = new Set(['overall', 'all splits', 'ytd']);
  const overall = competitor.records?.find(
    (record) => record.type === 'total' || names.has(record.name?.toLowerCase() ?? ''),
  );
  return overall && /^\d{1,2}-\d{1,2}(-\d{1,2})?$/.test(overall.summary) ? overall.summary : null;
}
