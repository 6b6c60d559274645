import { Injectable } from '@nestjs/common';
import type { Card, CardInput } from '@sunday-live/contract';
import {
  type CardPicks,
  gamesByWeek,
  JOKERS_PER_SEASON,
  usedBankers,
  usedJokers,
  validateCard,
  withLockedPicks,
} from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { closedAt, isClosed } from '../season/game-locks.js';
import { SeasonService, type WeekNow } from '../season/season.service.js';
import { SlateLog } from '../slate/slate-log.js';
import { toGame } from '../slate/stored-game.js';
import { changedGames, sameCard } from './card-change.js';
import { type CardKey, CardStore, type StoredCard } from './card-store.js';

/** More picks than any week has games: whoever sends more does not mean a card. */
const MAX_PICKS = 40;

/** Players' cards: read, checked, stored as a whole. */
@Injectable()
export class CardsService {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly store: CardStore,
    private readonly seasons: SeasonService,
  ) {}

  /**
   * A player's own card; version 0 and no picks when none was saved.
   * @throws AppError `unknown-week`
   */
  async read(player: string, week: number): Promise<Card> {
    const scene = await this.seasons.weekNow(week);
    const { cards } = await this.store.ofSeason(this.db.manager, keyOf(player, scene));
    return toCard(scene, cards.find((card) => card.week === week) ?? null);
  }

  /**
   * Replaces the whole card and tells the standings. The same card again changes nothing.
   * @throws AppError `unknown-week`, `deadline-passed`, `invalid-card` with every problem; nothing is changed then
   */
  async save(player: string, week: number, input: CardInput): Promise<Card> {
    if (Object.keys(input.picks).length > MAX_PICKS) {
      throw new AppError('invalid-input', `A card has at most ${MAX_PICKS} picks.`);
    }
    return this.log.write(async (tx, log) => {
      await this.store.lockPlayer(tx, player);
      const scene = await this.seasons.weekNow(week, tx);
      const key = keyOf(player, scene);
      const { stored, card } = await this.check(tx, key, scene, input);
      if (stored !== null && sameCard(stored, card)) return toCard(scene, stored);

      await log.lock();
      const { season, seasonType } = key;
      await log.append([{ season, week, body: { kind: 'card', player, seasonType, card } }]);
      const version = await this.store.put(tx, key, card);
      // Waiting for locks may have taken us across the deadline: what counts is the clock after the last wait.
      const after = await this.seasons.weekNow(week, tx);
      refuseLate(after, changedGames(stored, card));
      return toCard(after, { ...card, week, version });
    });
  }

  /** The card to store, when there is nothing wrong with what was handed in. */
  private async check(
    tx: EntityManager,
    key: CardKey,
    { state, week, now, locked }: WeekNow,
    input: CardInput,
  ): Promise<{ stored: StoredCard | null; card: CardPicks }> {
    if (state.lock === 'week' && isClosed(week, state.lock, now)) throw new AppError('deadline-passed');
    const { cards, bankerGames } = await this.store.ofSeason(tx, key);
    const stored = cards.find((card) => card.week === key.week) ?? null;
    const problems = validateCard({
      card: input,
      games: week.games.map(toGame),
      locked,
      stored,
      usedBankers: usedBankers(cards, gamesByWeek(bankerGames), key.week),
      usedJokers: usedJokers(cards, key.week),
      jokersPerSeason: JOKERS_PER_SEASON,
    });
    const late = problems
      .filter((problem) => problem.code === 'game-locked')
      .map((problem) => ({ ...problem }));
    if (late.length > 0) throw new AppError('deadline-passed', 'A locked game would change.', late);
    if (problems.length > 0) {
      throw new AppError(
        'invalid-card',
        undefined,
        problems.map((problem) => ({ ...problem })),
      );
    }
    return { stored, card: withLockedPicks(input, stored, locked) };
  }
}

/** @throws AppError `deadline-passed` when something that changes has locked meanwhile */
function refuseLate({ state, week, now, locked }: WeekNow, changed: ReadonlySet<string>): void {
  const late = state.lock === 'week' && isClosed(week, state.lock, now);
  if (late || [...changed].some((id) => locked.has(id))) throw new AppError('deadline-passed');
}

function keyOf(player: string, { state, week }: WeekNow): CardKey {
  return { player, season: state.season, seasonType: state.seasonType, week: week.week };
}

function toCard({ state, week, now }: WeekNow, stored: StoredCard | null): Card {
  return {
    week: week.week,
    picks: { ...stored?.picks },
    banker: stored?.banker ?? null,
    joker: stored?.joker ?? false,
    version: stored?.version ?? 0,
    lockedAt: closedAt(week, state.lock, now)?.toISOString() ?? null,
  };
}
