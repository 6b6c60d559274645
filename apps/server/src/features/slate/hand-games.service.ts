import { Injectable } from '@nestjs/common';
import {
  type AdminGame,
  type AdminGames,
  type Cause,
  type FeedWord,
  type Game,
  type GameChange,
  TEAMS,
  type WeekOfSeasonQuery,
} from '@sunday-live/contract';
import { type EntityManager, IsNull, Not } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { causeOfScore } from './cause.js';
import { GameEntity } from './entities/game.entity.js';
import { GameStore } from './game.sql.js';
import { causeOfMove } from './game-change.js';
import { gamesEvent, weekKey } from './games-event.js';
import { MeetingIndex } from './meeting-index.js';
import { observationSchema } from './observation.js';
import { type LogWriter, SlateLog } from './slate-log.js';
import { WEEK_FULL } from './slate-plan.js';
import { SlateReader } from './slate-reader.js';
import { afterObservation, type StoredGame, toGame } from './stored-game.js';
import { sameWeek, seasonTypeOf } from './week-key.js';
import { WeekRoom } from './week-room.js';

/** Games that admins enter by hand. The feed is still read: what it says is kept beside them. */
@Injectable()
export class HandGames {
  constructor(
    private readonly log: SlateLog,
    private readonly games: GameStore,
    private readonly reader: SlateReader,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Returns the games of a week with what the feed says about them.
   * @param asked without a season: the current one; without a week: the season's current one
   * @throws AppError `unknown-week` for a week without games
   */
  async list({ week: wanted, ...asked }: WeekOfSeasonQuery): Promise<AdminGames> {
    const state = await this.reader.asked(asked, 'current');
    if (state === null) throw new AppError('unknown-week');
    const { season, seasonType } = state;
    const week = wanted ?? state.week;
    const manager = this.log.manager;
    const stored = await this.games.ofWeek(manager, season, seasonType, week);
    if (stored.length === 0) throw new AppError('unknown-week');
    const held = await manager.find(GameEntity, {
      where: { season, seasonType, week, handSince: Not(IsNull()) },
      relations: { hand: true },
    });
    const byId = new Map(held.map((game) => [game.id, game]));
    const games = stored.map((row) => toAdminGame(row, byId.get(row.id)));
    return { season, type: seasonTypeOf(seasonType), week, games };
  }

  /**
   * Takes a game over, changes it, or gives it back to the feed, in one event of the log.
   * @throws AppError `not-found`; `conflict` when the game is not by hand, its week is full, or its teams cannot change any more;
   *   `invalid-input` for values that contradict each other
   */
  async change(author: Author, id: string, { why, byHand, ...values }: GameChange): Promise<void> {
    await this.log.write(async (tx, log) => {
      await log.lock();
      const blank = { season: null, seasonType: null, week: null };
      const { games, causes, now } = await this.games.observed(tx, { ...blank, games: [{ id }] });
      const before = games.get(id);
      if (before === undefined) throw new AppError('not-found');
      if (before.hand_since === null && byHand !== true)
        throw new AppError('conflict', 'The feed enters this game: take it over first.');
      const after =
        byHand === false
          ? await this.givenBack(tx, before, now)
          : entered({ ...before, ...holder(before, author, byHand === true, now) }, values, now);
      await this.check(tx, before, after);
      await this.store(tx, log, before, after, causes.get(id) ?? null);
      if (byHand === true) await tx.update(GameEntity, { id }, { handBy: author.actor?.id ?? null });
      await this.audit.record(tx, author, {
        target: `game/${id}`,
        before: toGame(before),
        after: toGame(after),
        why,
      });
    });
  }

  /** Builds the game with the feed's values; they stay as they are where the feed has said nothing. */
  private async givenBack(tx: EntityManager, before: StoredGame, now: Date): Promise<StoredGame> {
    const held = await tx.findOneBy(GameEntity, { id: before.id });
    const said = observationSchema.safeParse(held?.feedSaid);
    const given = said.success
      ? afterObservation(before, said.data, now)
      : { ...before, situation_at: now, rev: before.rev + 1 };
    return { ...given, hand_since: null, hand_name: null };
  }

  private async check(tx: EntityManager, before: StoredGame, after: StoredGame): Promise<void> {
    const { id, away, home } = after;
    const seen = { id, away, home, ...weekKey(after) };
    const stays = sameWeek(weekKey(before), seen);
    const teamsChanged = before.away !== after.away || before.home !== after.home;
    if (teamsChanged && before.locked_at !== null)
      throw new AppError('conflict', 'Picks of this game are locked, so its teams stay.');
    if (!stays && !(await WeekRoom.of(tx, [seen])).enter(before, seen))
      throw new AppError('conflict', WEEK_FULL);
    if (!teamsChanged && stays) return;
    const meetings = await this.games.meetingsLike(tx, [seen]);
    if (new MeetingIndex(meetings).inWeek(seen))
      throw new AppError('conflict', 'These teams already meet in this week.');
  }

  /** Stores the game and appends its event, if players see a difference. */
  private async store(
    tx: EntityManager,
    log: LogWriter,
    before: StoredGame,
    after: StoredGame,
    previous: Cause | null,
  ): Promise<void> {
    const unchanged = { rev: 0, situation_at: new Date(0) };
    if (JSON.stringify({ ...before, ...unchanged }) === JSON.stringify({ ...after, ...unchanged })) return;
    await this.games.saveGames(tx, [after]);
    const cause = causeOf(toGame(before), toGame(after), previous) ?? undefined;
    await log.append([gamesEvent([{ row: after, before }], cause)]);
  }
}

/** Returns since when and by whom a game is by hand. Another admin may take it over from the first. */
function holder(
  { hand_since, hand_name }: StoredGame,
  { actor }: Author,
  takesOver: boolean,
  now: Date,
): Pick<StoredGame, 'hand_since' | 'hand_name'> {
  return { hand_since: hand_since ?? now, hand_name: takesOver ? (actor?.name ?? null) : hand_name };
}

type Values = Omit<GameChange, 'why' | 'byHand'>;

/** Builds the game with these values entered. @throws AppError `invalid-input` when they contradict each other */
function entered(before: StoredGame, values: Values, now: Date): StoredGame {
  const { away = before.away, home = before.home, state = before.state } = values;
  const changed = Object.keys(values).length > 0;
  const kickoff = values.kickoff === undefined ? before.kickoff : new Date(values.kickoff);
  const scores = {
    away_score: values.awayScore ?? before.away_score,
    home_score: values.homeScore ?? before.home_score,
  };
  if (away === home) throw new AppError('invalid-input', 'A team cannot play itself.');
  for (const team of [values.away, values.home]) {
    if (team !== undefined && !TEAMS.some(({ abbr }) => abbr === team))
      throw new AppError('invalid-input', `There is no team ${team}.`);
  }
  if (state === 'pre' && (scores.away_score > 0 || scores.home_score > 0))
    throw new AppError('invalid-input', 'A game that has not started has no points.');
  const time = timeOf(before, values, state);
  return {
    ...before,
    ...{ away, home, state, kickoff, ...scores, ...time },
    week: values.week ?? before.week,
    time_valid: values.kickoff === undefined ? before.time_valid : true,
    detail: changed ? detailOf(state, time) : before.detail,
    pause: changed ? pauseOf(state, time) : before.pause,
    // nobody enters who has the ball
    possession: changed ? null : before.possession,
    red_zone: changed ? false : before.red_zone,
    situation_at: now,
    rev: before.rev + 1,
  };
}

type GameTime = Pick<StoredGame, 'period' | 'clock'>;

/** Returns the period and the clock: what was entered, or what follows from the state. */
function timeOf(before: StoredGame, { period, clock }: Values, state: StoredGame['state']): GameTime {
  const started = state === 'in' && before.state === 'pre';
  const usual: Record<StoredGame['state'], GameTime> = {
    pre: { period: 0, clock: '0:00' },
    in: started ? { period: 1, clock: '15:00' } : before,
    post: { period: Math.max(4, before.period), clock: '0:00' },
    off: before,
  };
  return { period: period ?? usual[state].period, clock: clock ?? usual[state].clock };
}

const PERIODS = ['', '1st', '2nd', '3rd', '4th'];

function pauseOf(state: StoredGame['state'], time: GameTime): StoredGame['pause'] {
  return state === 'in' && isHalftime(time) ? 'break' : null;
}

function isHalftime({ period, clock }: GameTime): boolean {
  return period === 2 && clock === '0:00';
}

/** Writes what the feed would say: `9:00 - 2nd`, `Halftime`, `Final/OT`. */
function detailOf(state: StoredGame['state'], { period, clock }: GameTime): string {
  if (state === 'pre') return '';
  if (state === 'off') return 'Canceled';
  if (state === 'post') return period > 4 ? 'Final/OT' : 'Final';
  if (isHalftime({ period, clock })) return 'Halftime';
  return `${clock} - ${PERIODS[period] ?? 'OT'}`;
}

function causeOf(before: Game, after: Game, previous: Cause | null): Cause | null {
  const scored = before.awayScore !== after.awayScore || before.homeScore !== after.homeScore;
  if (before.state !== after.state) {
    const move = causeOfMove(before, after);
    return move ?? (scored ? { game: after.id, kind: 'correction' } : null);
  }
  if (!scored) return null;
  if (after.state === 'in') return causeOfScore(after, before, after, undefined, previous);
  return { game: after.id, kind: 'correction' };
}

/** @param held the entity of a game by hand; undefined: the feed's game */
function toAdminGame(row: StoredGame, held: GameEntity | undefined): AdminGame {
  const game = toGame(row);
  if (held === undefined) {
    const at = row.situation_at.toISOString();
    return { game, source: 'feed', by: null, feed: { ...wordOf(game), at } };
  }
  const { hand, feedSaid, feedSaidAt } = held;
  const said = observationSchema.safeParse(feedSaid);
  return {
    game,
    source: 'hand',
    by: hand && { id: hand.id, name: hand.name },
    feed: said.success && feedSaidAt !== null ? { ...wordOf(said.data), at: feedSaidAt.toISOString() } : null,
  };
}

function wordOf(seen: Omit<FeedWord, 'at'>): Omit<FeedWord, 'at'> {
  const { away, home, awayScore, homeScore, state, period, clock, kickoff, week } = seen;
  return { away, home, awayScore, homeScore, state, period, clock, kickoff, week };
}
