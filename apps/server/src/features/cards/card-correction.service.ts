import { Injectable } from '@nestjs/common';
import type { Card, CardCorrection } from '@sunday-live/contract';
import {
  type CardPicks,
  type CardProblem,
  cardProgress,
  withLockedPicks,
  withoutOpenJoker,
} from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { UserEntity } from '../auth/user.entity.js';
import { shownCard } from '../calendar/game-locks.js';
import { SeasonService, type WeekNow } from '../calendar/season.service.js';
import { picksShown } from '../slate/shown-picks.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { type WeekAsked, weekPath } from '../slate/week-key.js';
import { CardCorrectionEntity } from './card.entity.js';
import { CardStore, type SeasonCards, type StoredCard } from './card.sql.js';
import { cardProblems, clashesOf, sameCard } from './card-check.js';
import { CorrectionMail, type CorrectionNews } from './correction-mail.js';
import { ReceiptIssuer } from './receipts/receipt-issuer.js';

const NO_CARDS: SeasonCards = { cards: [], bankerGames: [] };

interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

interface Correction {
  readonly account: Account;
  readonly why: string;
  readonly before: CardPicks | null;
  readonly after: CardPicks;
  readonly again: CorrectionNews['again'];
}

/**
 * Lets admins correct cards after the lock, visibly for the league: with a reason, a row in the audit, a row beside the
 * receipts and one event of the log. Only locked picks can be corrected, and only those are shown to the admin.
 */
@Injectable()
export class CardCorrectionService {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly seasons: SeasonService,
    private readonly slate: SlateReader,
    private readonly store: CardStore,
    private readonly receipts: ReceiptIssuer,
    private readonly audit: AuditLog,
    private readonly mail: CorrectionMail,
  ) {}

  /** Returns the locked part of a card. @throws AppError `not-found`, `unknown-week` */
  async read(player: string, { week, ...asked }: WeekAsked): Promise<Card> {
    await demandPlayer(this.db.manager, player);
    const scene = await this.seasons.weekNow(await this.slate.asked(asked, 'current'), week);
    const stored = await this.storedCard(this.db.manager, player, scene);
    return toCard(scene, stored);
  }

  /**
   * Replaces the locked part of a card; open picks stay unchanged.
   * @throws AppError `not-found`, `unknown-week`, `card-is-open`, `invalid-card` with every problem, `conflict` when
   * nothing changes
   */
  async correct(
    author: Author,
    player: string,
    { week, ...asked }: WeekAsked,
    given: CardCorrection,
  ): Promise<Card> {
    return this.log.write(async (tx, log) => {
      await this.store.lockPlayers(tx, [player]);
      const account = await demandPlayer(tx, player);
      await log.lock();
      const scene = await this.seasons.weekNow(await this.slate.asked(asked, 'current', tx), week, tx);
      const open = openGames(scene);
      if (open.size === scene.week.games.length) throw new AppError('card-is-open');
      const known = await this.seenOfOthers(tx, player, scene);
      const before = known.cards.find((card) => card.week === week) ?? null;
      const wanted = keepOpen(given, before, open);
      demandValid(cardProblems(scene, known, wanted, open), open);
      const after = withLockedPicks(wanted, before, open);
      if (before !== null && sameCard(before, after))
        throw new AppError('conflict', 'The card already has these values.');

      const { season, seasonType } = scene.state;
      await this.receipts.issueTo(tx, scene.state, [player]);
      await log.append([{ season, week, body: { kind: 'card', player, seasonType, card: after } }]);
      const [saved] = await this.store.putCards(tx, scene.state, [
        { player, week, card: after, device: null },
      ]);
      if (saved === undefined) throw new Error('a correction was not written');
      const again = await this.clashes(tx, player, scene);
      await this.keep(tx, author, scene, { account, why: given.why, before, after, again });
      return toCard(scene, { ...after, week, ...saved });
    });
  }

  /**
   * Stores the correction. The audit gets only what may be seen, since admins who play read it; the table
   * `card_correction` has the whole card.
   */
  private async keep(
    tx: EntityManager,
    author: Author,
    scene: WeekNow,
    { account, why, before, after, again }: Correction,
  ): Promise<void> {
    const { season, seasonType } = scene.state;
    const { week } = scene.week;
    const player = account.id;
    const kept = await tx.save(CardCorrectionEntity, {
      ...{ playerId: player, season, seasonType, week, why, after },
      byPlayerId: author.actor?.id ?? null,
      // an admin's name is read from the account, and disappears with it
      byName: author.actor === null ? SYSTEM : null,
      before: before && { picks: before.picks, banker: before.banker, joker: before.joker },
    });
    const shown = shownGames(scene);
    await this.audit.record(tx, author, {
      target: `card/${weekPath({ season, seasonType, week })}/${player}`,
      before: before === null ? undefined : shownCard(before, shown),
      after: shownCard(after, shown),
      why,
    });
    await this.mail.enqueue(tx, kept.id, account, {
      week: { season, seasonType, week },
      why,
      by: author.actor?.name ?? SYSTEM,
      again,
    });
  }

  /**
   * Returns the player's season as others may see it, and the corrected card in full. A refusal must not reveal an open
   * banker or joker of another week.
   */
  private async seenOfOthers(tx: EntityManager, player: string, scene: WeekNow): Promise<SeasonCards> {
    const own = (await this.store.ofSeason(tx, [player], scene.state)).get(player) ?? NO_CARDS;
    const weeks = new Map((await this.slate.weeks(scene.state, tx)).map(({ week, games }) => [week, games]));
    const cards = own.cards.map((card) => {
      if (card.week === scene.week.week) return card;
      const games = weeks.get(card.week) ?? [];
      const locked = new Set(games.filter(picksShown).map(({ id }) => id));
      const banker = card.banker !== null && locked.has(card.banker) ? card.banker : null;
      return { ...withoutOpenJoker(card, { games, locked }), banker };
    });
    return { ...own, cards };
  }

  /** Returns what the player must choose again on open cards; only the player is notified of it. */
  private async clashes(tx: EntityManager, player: string, scene: WeekNow): Promise<CorrectionNews['again']> {
    const own = (await this.store.ofSeason(tx, [player], scene.state)).get(player) ?? NO_CARDS;
    const others = own.cards.map(({ week }) => week).filter((week) => week !== scene.week.week);
    const scenes = await this.seasons.weeksNow(scene.state, others, tx);
    return [...scenes].flatMap(([week, other]) =>
      clashesOf(other, own).map(({ message }) => ({ week, message })),
    );
  }

  private async storedCard(
    tx: EntityManager,
    player: string,
    { state, week }: WeekNow,
  ): Promise<StoredCard | null> {
    const own = (await this.store.ofSeason(tx, [player], state)).get(player);
    return own?.cards.find((card) => card.week === week.week) ?? null;
  }
}

function shownGames({ week }: WeekNow): Set<string> {
  return new Set(week.games.filter(picksShown).map(({ id }) => id));
}

const SYSTEM = 'System';

/** Returns the ids of games whose picks only their player may see. */
function openGames({ week }: WeekNow): Set<string> {
  return new Set(week.games.filter((game) => !picksShown(game)).map(({ id }) => id));
}

/**
 * Keeps open picks; while a game is open, banker and joker also stay as the player chose them.
 * @throws AppError `card-is-open` when the banker would change
 */
function keepOpen(given: CardCorrection, before: CardPicks | null, open: ReadonlySet<string>): CardPicks {
  if (open.size === 0) return { picks: given.picks, banker: given.banker, joker: given.joker };
  const banker = before?.banker ?? null;
  const seen = banker !== null && !open.has(banker) ? banker : null;
  if (given.banker !== null && given.banker !== seen) throw new AppError('card-is-open');
  const closed = Object.entries(given.picks).filter(([id]) => !open.has(id));
  const own = Object.entries(before?.picks ?? {}).filter(([id]) => open.has(id));
  return { picks: Object.fromEntries([...closed, ...own]), banker, joker: before?.joker ?? false };
}

/**
 * @throws AppError `invalid-card` with every problem. A missing banker is accepted while a game is open, since the
 * player can still choose one.
 */
function demandValid(found: readonly CardProblem[], open: ReadonlySet<string>): void {
  // problems of open games are the player's: the correction does not change them
  const problems = found.filter(
    ({ code }) => open.size === 0 || (code !== 'banker-missing' && code !== 'joker-exhausted'),
  );
  if (problems.length === 0) return;
  throw new AppError(
    'invalid-card',
    undefined,
    problems.map((problem) => ({ ...problem })),
  );
}

async function demandPlayer(tx: EntityManager, player: string): Promise<Account> {
  const account = await tx.findOne(UserEntity, {
    select: { id: true, email: true, name: true },
    where: { id: player },
  });
  if (account === null) throw new AppError('not-found');
  return account;
}

function toCard(scene: WeekNow, stored: StoredCard | null): Card {
  const card = stored && shownCard(stored, shownGames(scene));
  const { picked, games } = cardProgress(stored, scene.week.games, scene.locked);
  return {
    week: scene.week.week,
    picks: { ...card?.picks },
    banker: card?.banker ?? null,
    joker: card?.joker ?? false,
    version: stored?.version ?? 0,
    lockedAt: null,
    picked,
    games,
  };
}
