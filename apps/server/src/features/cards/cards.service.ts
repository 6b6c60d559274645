import { Injectable } from '@nestjs/common';
import type { AccountExport, Card, CardInput, MyCards } from '@sunday-live/contract';
import { cardProgress, gamesByWeek, JOKERS_PER_SEASON, usedBankers, usedJokers } from '@sunday-live/scoring';
import { DataSource } from 'typeorm';
import { closedAt } from '../season/game-locks.js';
import { SeasonService, type WeekNow } from '../season/season.service.js';
import { SlateReader } from '../slate/slate-reader.js';
import { clashesOf } from './card-check.js';
import { CardSaver } from './card-saver.js';
import { CardStore, type MovedGame, type SeasonCards, type StoredCard } from './card-store.js';

/** Players' own cards. */
@Injectable()
export class CardsService {
  constructor(
    private readonly db: DataSource,
    private readonly store: CardStore,
    private readonly saver: CardSaver,
    private readonly seasons: SeasonService,
    private readonly reader: SlateReader,
  ) {}

  /**
   * A player's own card; version 0 and no picks when none was saved.
   * @throws AppError `unknown-week`
   */
  async read(player: string, week: number): Promise<Card> {
    const scene = await this.seasons.weekNow(week);
    const own = (await this.store.ofSeason(this.db.manager, [player], scene.state)).get(player);
    const stored = own?.cards.find((card) => card.week === week) ?? null;
    if (own === undefined || stored === null) return toCard(scene, null);
    return withProblems(stored, scene, own, await this.store.movedGames(this.db.manager, scene.state));
  }

  /** A player's saved cards of the current season in order of week, and what they have used up. */
  async readAll(player: string): Promise<MyCards> {
    const state = await this.reader.season();
    const saved = state && (await this.store.ofSeason(this.db.manager, [player], state)).get(player);
    const own = saved ?? { cards: [], bankerGames: [] };
    const { cards, bankerGames } = own;
    const scenes = await this.seasons.weeksNow(
      cards.map(({ week }) => week),
      this.db.manager,
    );
    const moved = state === null ? [] : await this.store.movedGames(this.db.manager, state);
    return {
      cards: cards.flatMap((card) => {
        const scene = scenes.get(card.week);
        return scene === undefined ? [] : [withProblems(card, scene, own, moved)];
      }),
      bankers: usedBankers(cards, gamesByWeek(bankerGames)),
      jokers: { used: usedJokers(cards), perSeason: JOKERS_PER_SEASON },
    };
  }

  /** Every card that a player ever saved, oldest week first. */
  async all(player: string): Promise<AccountExport['cards']> {
    const cards = await this.store.ofPlayer(this.db.manager, player);
    return cards.map(({ savedAt, ...card }) => ({ ...card, savedAt: savedAt.toISOString() }));
  }

  /**
   * Replaces the whole card and tells the standings. The same card again changes nothing.
   * @throws AppError `unknown-week`, `deadline-passed`, `invalid-card` with every problem, `busy`; nothing is changed
   */
  async save(player: string, week: number, input: CardInput): Promise<Card> {
    const { card, scene } = await this.saver.save({ player, week, input });
    return toCard(scene, card);
  }
}

/** The card with what its player has to know of it: games that have left the week, and what must be chosen again. */
function withProblems(
  stored: StoredCard,
  scene: WeekNow,
  own: SeasonCards,
  moved: readonly MovedGame[],
): Card {
  const card = toCard(scene, stored);
  const left = moved.filter(({ id, left: week }) => week === card.week && Object.hasOwn(stored.picks, id));
  const problems = [
    ...left.map((game) => ({ code: 'game-moved', message: movedMessage(game, scene) })),
    ...clashesOf(scene, own).map(({ code, message }) => ({ code, message })),
  ];
  return problems.length === 0 ? card : { ...card, problems };
}

function movedMessage({ away, home, week, ...to }: MovedGame, { state }: WeekNow): string {
  const there = to.season === state.season && to.seasonType === state.seasonType;
  const where = there ? `to week ${week}: pick it there` : 'out of this part of the season';
  return `${away} at ${home} was moved ${where}. Here it counts for nothing, and a banker or joker on it is free again.`;
}

function toCard({ state, week, now, locked }: WeekNow, stored: StoredCard | null): Card {
  const { picked, games } = cardProgress(stored, week.games, locked);
  const here = new Set(week.games.map(({ id }) => id));
  return {
    week: week.week,
    picks: Object.fromEntries(Object.entries({ ...stored?.picks }).filter(([id]) => here.has(id))),
    banker: stored?.banker ?? null,
    joker: stored?.joker ?? false,
    version: stored?.version ?? 0,
    lockedAt: closedAt(week, state.lock, now)?.toISOString() ?? null,
    picked,
    games,
  };
}
