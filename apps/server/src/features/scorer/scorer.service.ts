import { Injectable } from '@nestjs/common';
import type { Hold, Play, Plays, ScorerGame, ScorerGames, StandingPlay } from '@sunday-live/contract';
import { afterPlay, afterUndo, type HandScore } from '@sunday-live/scoring';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { ScorerRight } from '../auth/scorer-right.js';
import type { SessionPlayer } from '../auth/session-player.js';
import { GamePlayEntity } from '../slate/game.entity.js';
import type { GameEdit } from '../slate/game-edit.js';
import { HandGames } from '../slate/hand-games.service.js';

/** Plays that the page shows; all others can be undone, too, one after the other. */
const SHOWN_PLAYS = 100;

/** The holder of a game. `here`: the caller, on the device that asks. */
interface Holder {
  readonly name: string;
  readonly here: boolean;
}

/** Games that scorers enter play by play (rules H5 to H7 of docs/feed.md). */
@Injectable()
export class ScorerService {
  constructor(
    private readonly db: DataSource,
    private readonly hand: HandGames,
    private readonly right: ScorerRight,
    private readonly audit: AuditLog,
  ) {}

  /** Returns the games of the week in play. @throws AppError `forbidden`, `unknown-week` */
  async games(player: SessionPlayer): Promise<ScorerGames> {
    const until = await this.right.demand(player);
    const { games } = await this.hand.list({});
    return { until, games: games.map(({ game }) => game) };
  }

  /** Returns a game with its plays and its holder. @throws AppError `forbidden`, `not-found` */
  async game(player: SessionPlayer, id: string, device: string | undefined): Promise<ScorerGame> {
    await this.right.demand(player);
    return this.read(player, id, device);
  }

  /**
   * Takes a game over, from the feed or from its holder.
   * @throws AppError `forbidden`, `not-found`; `conflict` when somebody else holds it and `takeOver` is false
   */
  async hold(
    author: Author,
    player: SessionPlayer,
    id: string,
    { device, takeOver }: Hold,
  ): Promise<ScorerGame> {
    await this.right.demand(player);
    await this.hand.edit(id, async (edit) => {
      const holder = await this.holderOf(edit, player, device);
      if (holder?.here === true) return this.audit.nothingChanged(author);
      if (holder !== null && !takeOver) throw new AppError('conflict', `${holder.name} scores this game.`);
      const before = edit.game;
      await this.hand.takeOver(edit, author, device);
      await this.audit.record(edit.tx, author, {
        target: `game/${id}`,
        before,
        after: edit.game,
        why: 'Takes the game over to score it',
      });
    });
    return this.read(player, id, device);
  }

  /**
   * Enters plays in their order, in one transaction; each is one event and one row of the audit. Known keys are skipped.
   * @throws AppError `forbidden`, `not-found`; `conflict` when the device does not hold the game
   */
  async play(
    author: Author,
    player: SessionPlayer,
    id: string,
    { device, plays }: Plays,
  ): Promise<ScorerGame> {
    await this.right.demand(player);
    await this.hand.edit(id, async (edit) => {
      this.audit.nothingChanged(author);
      const known = await keysOf(edit.tx, plays);
      const fresh = plays.filter(({ key }) => !known.has(key));
      if (fresh.length === 0) return;
      const holder = await this.holderOf(edit, player, device);
      if (holder === null) throw new AppError('conflict', 'Nobody scores this game: take it over.');
      if (!holder.here) throw new AppError('conflict', `${holder.name} scores this game.`);
      for (const play of fresh) await this.enter(edit, author, play);
    });
    return this.read(player, id, device);
  }

  private async enter(edit: GameEdit, author: Author, play: Play): Promise<void> {
    if (play.kind === 'undo') return this.undo(edit, author, play.play);
    const { game, tx } = edit;
    const before = scoreOf(game);
    const after = afterPlay(before, play);
    if (after === before) return;
    const { key, kind } = play;
    const side = 'side' in play ? play.side : null;
    await tx.insert(GamePlayEntity, { key, gameId: game.id, kind, side, before, after });
    const said = kind === 'two-point' || kind === 'safety' ? kind : undefined;
    await this.change(edit, author, after, `Play: ${kind}${side === null ? '' : ` of ${game[side]}`}`, said);
  }

  /** Does nothing when the last play is another one: the tap was sent before, or somebody has entered more. */
  private async undo(edit: GameEdit, author: Author, key: string): Promise<void> {
    const { game, tx, now } = edit;
    const where = { gameId: game.id, undoneAt: IsNull() };
    const last = await tx.findOne(GamePlayEntity, { where, order: { place: 'DESC' } });
    if (last?.key !== key) return;
    await tx.update(GamePlayEntity, { key }, { undoneAt: now });
    await this.change(edit, author, afterUndo(scoreOf(game), last), `Undo: ${last.kind}`);
  }

  private async change(
    edit: GameEdit,
    author: Author,
    after: HandScore,
    why: string,
    said?: 'two-point' | 'safety',
  ): Promise<void> {
    const { game, tx } = edit;
    await this.hand.enter(edit, after, said);
    await this.audit.record(tx, author, { target: `game/${game.id}`, before: scoreOf(game), after, why });
  }

  private async read({ id: me }: SessionPlayer, id: string, device: string | undefined): Promise<ScorerGame> {
    const { manager } = this.db;
    const { game, by, feed, device: holding } = await this.hand.one(id);
    const plays = await manager.find(GamePlayEntity, {
      where: { gameId: id, undoneAt: IsNull() },
      order: { place: 'DESC' },
      take: SHOWN_PLAYS,
    });
    const you = by?.id === me;
    return {
      game,
      holder: by && {
        name: by.name,
        you,
        here: you && holding !== null && holding === device,
        since: game.byHand?.since ?? '',
      },
      feed,
      plays: plays.reverse().map(toPlay),
    };
  }

  /** Returns who holds a game; null: nobody, as for the feed's game. */
  private async holderOf(
    { tx, game }: GameEdit,
    player: SessionPlayer,
    device: string,
  ): Promise<Holder | null> {
    const { by, device: holding } = await this.hand.one(game.id, tx);
    return by && { name: by.name, here: by.id === player.id && holding === device };
  }
}

async function keysOf(tx: EntityManager, plays: readonly Play[]): Promise<Set<string>> {
  const rows = await tx.findBy(GamePlayEntity, { key: In(plays.map(({ key }) => key)) });
  return new Set(rows.map(({ key }) => key));
}

function scoreOf({ awayScore, homeScore, state, period, clock }: HandScore): HandScore {
  return { awayScore, homeScore, state, period, clock };
}

function toPlay({ key, at, kind, side, before, after }: GamePlayEntity): StandingPlay {
  return { key, at: at.toISOString(), kind, side, before, after };
}
