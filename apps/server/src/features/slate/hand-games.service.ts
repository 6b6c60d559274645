import { Injectable } from '@nestjs/common';
import type {
  AdminGame,
  AdminGames,
  FeedWord,
  GameChange,
  SeasonType,
  WeekOfSeasonQuery,
} from '@sunday-live/contract';
import { type EntityManager, IsNull, Like, Not } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { GameEntity, GamePlayEntity } from './game.entity.js';
import { GameStore } from './game.sql.js';
import { GameEdit } from './game-edit.js';
import { weekKey } from './games-event.js';
import { entered, type Values } from './hand-values.js';
import { type Fixture, observationSchema } from './observation.js';
import { fixtureOf, isSameMeeting } from './same-meeting.js';
import { FeedQuarantineEntity } from './slate.entity.js';
import { SlateLog } from './slate-log.js';
import { NEW_ID, WEEK_FULL } from './slate-plan.js';
import { SlateReader } from './slate-reader.js';
import { afterObservation, type StoredGame, toGame } from './stored-game.js';
import { type SeasonKey, sameWeek, seasonTypeOf } from './week-key.js';
import { MeetingIndex, WeekRoom } from './week-room.js';

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
    const strangers = await strangersOf(manager);
    const games = stored.map((row) =>
      toAdminGame(row, byId.get(row.id), [...stored.map(fixtureOf), ...strangers]),
    );
    return { season, type: seasonTypeOf(seasonType), week, games };
  }

  /** Returns one game as `list` does, with the device that holds it, and without its twins. @throws AppError `not-found` */
  async one(
    id: string,
    manager: EntityManager = this.log.manager,
  ): Promise<AdminGame & { readonly device: string | null; readonly type: SeasonType }> {
    const row = (await this.games.byId(manager, [id])).get(id);
    if (row === undefined) throw new AppError('not-found');
    const held = await manager.findOne(GameEntity, {
      where: { id, handSince: Not(IsNull()) },
      relations: { hand: true },
    });
    return {
      ...toAdminGame(row, held ?? undefined, []),
      device: held?.handDevice ?? null,
      type: seasonTypeOf(row.season_type),
    };
  }

  /** Returns games of a season that are final by hand, and final with another score for the feed. */
  async otherFinals(
    tx: EntityManager,
    season: SeasonKey,
  ): Promise<{ readonly game: string; readonly score: string }[]> {
    const held = await tx.findBy(GameEntity, { ...season, handSince: Not(IsNull()), state: 'post' });
    return held.flatMap(({ id, awayScore, homeScore, feedSaid }) => {
      const said = observationSchema.safeParse(feedSaid);
      if (!said.success || said.data.state !== 'post') return [];
      const { awayScore: away, homeScore: home } = said.data;
      return away === awayScore && home === homeScore ? [] : [{ game: id, score: `${away}-${home}` }];
    });
  }

  /**
   * Takes a game over, changes it, or gives it back to the feed, in one event of the log.
   * @throws AppError `not-found`; `conflict` when the game is not by hand, its week is full, or its teams cannot change any more;
   *   `invalid-input` for values that contradict each other
   */
  async change(author: Author, id: string, { why, byHand, ...values }: GameChange): Promise<void> {
    await this.edit(id, async (edit) => {
      const before = edit.stored;
      if (before.hand_since === null && byHand !== true)
        throw new AppError('conflict', 'The feed enters this game: take it over first.');
      const after =
        byHand === false
          ? await this.givenBack(edit)
          : entered({ ...before, ...holder(before, author, byHand === true, edit.now) }, values, edit.now);
      await this.check(edit.tx, before, after);
      await edit.store(after);
      if (byHand === true) await this.hand(edit, author, null);
      await this.audit.record(edit.tx, author, {
        target: `game/${id}`,
        before: toGame(before),
        after: edit.game,
        why,
      });
    });
  }

  /**
   * Runs changes of one game in a transaction that holds the log's lock.
   * @throws AppError `not-found`
   */
  async edit<T>(id: string, work: (edit: GameEdit) => Promise<T>): Promise<T> {
    const { games } = this;
    return this.log.write(async (tx, log) => {
      await log.lock();
      const blank = { season: null, seasonType: null, week: null };
      const { games: found, causes, now } = await games.observed(tx, { ...blank, games: [{ id }] });
      const stored = found.get(id);
      if (stored === undefined) throw new AppError('not-found');
      return work(new GameEdit({ tx, log, games, stored, previous: causes.get(id) ?? null, now }));
    });
  }

  /** Takes a game over for the author. @param device the key of the author's phone; null: in the console */
  async takeOver(edit: GameEdit, author: Author, device: string | null): Promise<void> {
    const { stored, now } = edit;
    await edit.store({ ...stored, ...holder(stored, author, true, now), rev: stored.rev + 1 });
    await this.hand(edit, author, device);
  }

  /** Enters values of a game by hand. @param said what two points were */
  async enter(edit: GameEdit, values: Values, said?: 'two-point' | 'safety'): Promise<void> {
    await edit.store(entered(edit.stored, values, edit.now), said);
  }

  private async hand(
    { tx, stored: { id } }: GameEdit,
    { actor }: Author,
    device: string | null,
  ): Promise<void> {
    await tx.update(GameEntity, { id }, { handBy: actor?.id ?? null, handDevice: device });
  }

  /** Builds the game with the feed's values; they stay as they are where the feed has said nothing. Its plays end. */
  private async givenBack({ tx, stored: before, now }: GameEdit): Promise<StoredGame> {
    await tx.delete(GamePlayEntity, { gameId: before.id });
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

/** Reads games that wait in quarantine because their teams meet in that week already. */
async function strangersOf(manager: EntityManager): Promise<Fixture[]> {
  const rows = await manager.findBy(FeedQuarantineEntity, {
    reason: Like(`${NEW_ID}%`),
    resolution: IsNull(),
    takenBackAt: IsNull(),
  });
  return rows.flatMap(({ observation }) => {
    const seen = observationSchema.safeParse(observation);
    return seen.success ? [seen.data] : [];
  });
}

/**
 * @param held the entity of a game by hand; undefined: the feed's game
 * @param others games that may be the same
 */
function toAdminGame(row: StoredGame, held: GameEntity | undefined, others: readonly Fixture[]): AdminGame {
  const game = toGame(row);
  const same = fixtureOf(row);
  const twins = others
    .filter((other) => other.id !== row.id && isSameMeeting(other, same))
    .map(({ id }) => id);
  if (held === undefined) {
    const at = row.situation_at.toISOString();
    return { game, source: 'feed', by: null, feed: { ...wordOf(game), at }, twins };
  }
  const { hand, feedSaid, feedSaidAt } = held;
  const said = observationSchema.safeParse(feedSaid);
  return {
    game,
    source: 'hand',
    by: hand && { id: hand.id, name: hand.name },
    feed: said.success && feedSaidAt !== null ? { ...wordOf(said.data), at: feedSaidAt.toISOString() } : null,
    twins,
  };
}

function wordOf(seen: Omit<FeedWord, 'at'>): Omit<FeedWord, 'at'> {
  const { away, home, awayScore, homeScore, state, period, clock, kickoff, week } = seen;
  return { away, home, awayScore, homeScore, state, period, clock, kickoff, week };
}
