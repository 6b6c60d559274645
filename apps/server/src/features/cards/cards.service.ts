import { Injectable } from '@nestjs/common';
import type { AccountExport, Card, CardInput, MyCards, SeasonQuery } from '@sunday-live/contract';
import { gamesByWeek, usedBankers, usedJokers } from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';
import { SeasonService } from '../calendar/season.service.js';
import { SlateReader } from '../slate/slate-reader.js';
import type { SeasonKey, WeekAsked } from '../slate/week-key.js';
import { CardStore, type NewCard } from './card.sql.js';
import { ownCard } from './card-check.js';
import { CardSaver } from './card-saver.js';
import { ownCardWithProblems } from './own-card-problems.js';

/** Reads and saves players' own cards. */
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
   * Returns a player's own card; version 0 and no picks when none is stored.
   * @throws AppError `unknown-week`
   */
  async read(player: string, { week, ...asked }: WeekAsked): Promise<Card> {
    const scene = await this.seasons.weekNow(await this.reader.asked(asked, 'current'), week);
    const own = (await this.store.ofSeason(this.db.manager, [player], scene.state)).get(player);
    const stored = own?.cards.find((card) => card.week === week) ?? null;
    if (own === undefined || stored === null) return ownCard(scene, null);
    return ownCardWithProblems(stored, scene, own, await this.store.movedGames(this.db.manager, scene.state));
  }

  /**
   * Returns a player's cards of the current or the requested season, in order of week, with used bankers and jokers.
   */
  async readAll(player: string, asked: SeasonQuery): Promise<MyCards> {
    const state = await this.reader.asked(asked, 'current');
    const saved = state && (await this.store.ofSeason(this.db.manager, [player], state)).get(player);
    const own = saved ?? { cards: [], bankerGames: [] };
    const { cards, bankerGames } = own;
    const weeks = cards.map(({ week }) => week);
    const scenes = state === null ? new Map() : await this.seasons.weeksNow(state, weeks, this.db.manager);
    const rules = await this.seasons.cardRules(state);
    const moved = state === null ? [] : await this.store.movedGames(this.db.manager, state);
    return {
      cards: cards.flatMap((card) => {
        const scene = scenes.get(card.week);
        return scene === undefined ? [] : [ownCardWithProblems(card, scene, own, moved)];
      }),
      bankers: rules.bankersOnce ? usedBankers(cards, gamesByWeek(bankerGames)) : [],
      jokers: { used: usedJokers(cards), perSeason: rules.jokers },
    };
  }

  /** Returns every card that a player ever saved, oldest week first. */
  async all(player: string): Promise<AccountExport['cards']> {
    const cards = await this.store.ofPlayer(this.db.manager, player);
    return cards.map(({ savedAt, ...card }) => ({ ...card, savedAt: savedAt.toISOString() }));
  }

  /** Stores cards without checks and without events of the log: those of the demo, before anybody watches. */
  async storePlanned(tx: EntityManager, season: SeasonKey, cards: readonly NewCard[]): Promise<void> {
    await this.store.putCards(tx, season, cards);
  }

  /**
   * Replaces the whole card and appends the change to the log. An equal card changes nothing.
   * @param device user agent of the browser that sends it
   * @throws AppError `unknown-week`, `week-not-played`, `deadline-passed`, `card-changed` with the stored card,
   * `invalid-card` with every problem, `busy`; nothing is changed then
   */
  async save(
    player: string,
    { week, ...asked }: WeekAsked,
    input: CardInput,
    device: string | null,
  ): Promise<Card> {
    const { card, scene } = await this.saver.save({ player, asked, week, input, device });
    return ownCard(scene, card);
  }
}
