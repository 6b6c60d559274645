import { Injectable } from '@nestjs/common';
import { type CardPicks, isJokerForced, JOKERS_PER_SEASON } from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';
import { AlertsService } from '../alerts/alerts.service.js';
import { SeasonStateEntity } from '../slate/slate.entity.js';
import { SlateLog } from '../slate/slate-log.js';
import { type SeasonState, SlateReader, type WeekOfGames } from '../slate/slate-reader.js';
import { SEASON_TYPES } from '../slate/week-key.js';
import { CardCorrectionEntity } from './card.entity.js';
import { CardStore, type NewCard } from './card.sql.js';
import { ReceiptIssuer } from './receipts/receipt-issuer.js';

/**
 * Number of weeks by season type. All of them must be known, otherwise a joker could be forced although a later week
 * exists.
 */
const SEASON_WEEKS: Readonly<Record<number, number>> = { 1: 4, 2: 18, 3: 5 };
/** Maximum number of players per transaction. */
const BATCH = 500;
const RULE = 'S21';
const WHY = 'As many jokers were left as weeks to play them in.';

interface ForcedCard extends NewCard {
  readonly before: CardPicks;
}

/**
 * Plays jokers that would be lost, where the season's settings say so (rule S21). Running late or twice has the same
 * result.
 */
@Injectable()
export class ForcedJokersService {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly store: CardStore,
    private readonly receipts: ReceiptIssuer,
    private readonly alerts: AlertsService,
  ) {}

  /** Adds the joker to cards that can no longer get it by hand. @returns the number of cards */
  async play(): Promise<number> {
    const { forcedJokersSince: since } = await this.db.manager.findOneByOrFail(SeasonStateEntity, { id: 1 });
    const state = await this.reader.season();
    if (since === null || state?.seasonType !== SEASON_TYPES.regular) return 0;
    const known = await this.reader.weeks(state);
    if (!(await this.allKnown(state, known))) return 0;
    const weeks = known
      .filter(({ games }) => games.some((game) => game.state !== 'off'))
      .map(({ week }) => week);
    let played = 0;
    for (const week of weeks.slice(-JOKERS_PER_SEASON)) {
      const players = await this.store.withJokersLeft(this.db.manager, state, week, {
        since,
        jokers: JOKERS_PER_SEASON,
      });
      for (let i = 0; i < players.length; i += BATCH) {
        played += await this.playWeek(state, week, weeks, players.slice(i, i + BATCH));
      }
    }
    return played;
  }

  /**
   * Returns false, and raises an alert, while upcoming weeks are missing: the known weeks are not the last ones then.
   */
  private async allKnown(state: SeasonState, weeks: readonly WeekOfGames[]): Promise<boolean> {
    const known = new Set(weeks.map(({ week }) => week));
    const length = SEASON_WEEKS[state.seasonType] ?? 0;
    const missing = Array.from({ length }, (_, i) => i + 1).filter(
      (week) => week >= state.week && !known.has(week),
    );
    const key = `forced-jokers/${state.season}`;
    if (missing.length === 0) await this.alerts.clear(this.db.manager, key);
    else {
      const names = missing.join(', ');
      await this.db.transaction((tx) =>
        this.alerts.raise(tx, {
          key,
          title: 'Jokers are not forced while weeks are missing',
          message:
            `The schedule has no games for week ${names} of ${length}. Until it does, no joker is played by itself, ` +
            'since nobody knows which weeks are the last. Import the schedule, or add the games by hand.',
        }),
      );
    }
    return missing.length === 0;
  }

  private playWeek(
    state: SeasonState,
    week: number,
    weeks: readonly number[],
    players: readonly string[],
  ): Promise<number> {
    return this.log.write(async (tx, log) => {
      await this.store.lockPlayers(tx, players);
      await log.lock();
      const seasons = await this.store.ofSeason(tx, players, state);
      const forced: ForcedCard[] = [];
      for (const [player, { cards }] of seasons) {
        const card = cards.find((own) => own.week === week);
        if (card === undefined || !isJokerForced(card, cards, weeks, JOKERS_PER_SEASON)) continue;
        const { picks, banker } = card;
        const before = { picks, banker, joker: false };
        forced.push({ player, week, before, card: { ...before, joker: true }, device: null });
      }
      if (forced.length === 0) return 0;
      // issue receipts first: they hold what the players chose, and the rule's change is shown beside them
      await this.receipts.issueTo(
        tx,
        state,
        forced.map(({ player }) => player),
      );
      await this.store.putCards(tx, state, forced);
      await keep(tx, state, forced);
      const { season, seasonType } = state;
      await log.append(
        forced.map(({ player, card }) => ({
          season,
          week,
          body: { kind: 'card' as const, player, seasonType, card },
        })),
      );
      return forced.length;
    });
  }
}

/** Records the rule's change beside the receipts, visible to the league. */
async function keep(
  tx: EntityManager,
  { season, seasonType }: SeasonState,
  forced: readonly ForcedCard[],
): Promise<void> {
  await tx.insert(
    CardCorrectionEntity,
    forced.map(({ player, week, before, card }) => ({
      ...{ playerId: player, season, seasonType, week, before, after: card },
      ...{ byName: 'The rules', rule: RULE, why: WHY },
    })),
  );
}
