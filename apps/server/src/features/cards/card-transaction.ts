import { Injectable } from '@nestjs/common';
import type { CardInput, SeasonQuery } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { groupBy } from '../../platform/group-by.js';
import { SeasonService, type WeekNow } from '../calendar/season.service.js';
import { type LogWriter, SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { type SeasonKey, seasonPath } from '../slate/week-key.js';
import { type Outcome, settle } from './batcher.js';
import { CardStore, type StoredCard } from './card.sql.js';
import { type CheckedCard, changedGames, checkCard, isLate, sameCard } from './card-check.js';

/** A card that a player saves. */
export interface CardJob {
  readonly player: string;
  /** Season of the week; the current one when absent. */
  readonly asked: SeasonQuery;
  readonly week: number;
  readonly input: CardInput;
  /** User agent of the browser that sent it. */
  readonly device: string | null;
}

/** The stored card, and its week at that moment. */
export interface SavedCard {
  readonly card: StoredCard;
  readonly scene: WeekNow;
}

/** Aborts the transaction because some cards became locked while it waited for locks. */
export class TooLate extends Error {
  constructor(readonly jobs: ReadonlySet<CardJob>) {
    super('the deadline of some cards passed while they waited');
  }
}

interface Passed extends CheckedCard {
  readonly job: CardJob;
  readonly scene: WeekNow;
}

const NO_CARDS = { cards: [], bankerGames: [] };

/** Stores cards of several players, one each, in one transaction. */
@Injectable()
export class CardTransaction {
  constructor(
    private readonly log: SlateLog,
    private readonly store: CardStore,
    private readonly seasons: SeasonService,
    private readonly reader: SlateReader,
  ) {}

  /**
   * Accepts or refuses each card separately, and adds accepted ones to the log.
   * @throws TooLate when a deadline of some cards passed meanwhile; AppError `conflict` when home and away of a game
   * were exchanged meanwhile. Nothing is changed then.
   */
  run(jobs: readonly CardJob[]): Promise<readonly Outcome<SavedCard>[]> {
    return this.log.write(async (tx, log) => {
      await this.store.lockPlayers(
        tx,
        jobs.map(({ player }) => player),
      );
      const checked = await this.check(tx, jobs);
      const passed = checked.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      const saved = await this.write(tx, log, passed.filter(isNews));
      return checked.map((outcome) =>
        outcome.ok ? settle(() => saved.get(outcome.value.job) ?? asStored(outcome.value)) : outcome,
      );
    });
  }

  private async check(tx: EntityManager, jobs: readonly CardJob[]): Promise<readonly Outcome<Passed>[]> {
    const outcomes = new Map<CardJob, Outcome<Passed>>();
    for (const [, together] of groupBy(jobs, ({ asked: { season, type } }) => `${season}/${type}`)) {
      const season = await this.reader.asked(together[0]?.asked ?? {}, 'current', tx);
      const scenes = season === null ? new Map<number, WeekNow>() : await this.scenes(tx, season, together);
      const players = together.map(({ player }) => player);
      const weeks = [...new Set(together.map(({ week }) => week))];
      const cards = season === null ? new Map() : await this.store.forSaves(tx, players, season, weeks);
      for (const job of together) {
        const check = () => {
          const scene = scenes.get(job.week);
          if (scene === undefined) throw new AppError('unknown-week');
          return { job, scene, ...checkCard(scene, cards.get(job.player) ?? NO_CARDS, job.input) };
        };
        outcomes.set(job, settle(check));
      }
    }
    return jobs.map((job) => outcomes.get(job) ?? { ok: false, error: new AppError('unknown-week') });
  }

  private scenes(
    tx: EntityManager,
    season: SeasonKey,
    jobs: readonly CardJob[],
  ): Promise<Map<number, WeekNow>> {
    return this.seasons.weeksNow(season, [...new Set(jobs.map(({ week }) => week))], tx);
  }

  private async write(
    tx: EntityManager,
    log: LogWriter,
    passed: readonly Passed[],
  ): Promise<Map<CardJob, SavedCard>> {
    if (passed.length === 0) return new Map();
    await log.lock();
    await log.append(
      passed.map(({ job: { player, week }, scene: { state }, card }) => ({
        season: state.season,
        week,
        body: { kind: 'card', player, seasonType: state.seasonType, card },
      })),
    );
    const saved = new Map<CardJob, SavedCard>();
    const late = new Set<CardJob>();
    // usually one season; two on the days when both take cards
    for (const together of groupBy(passed, ({ scene }) => seasonPath(scene.state)).values()) {
      const [
        {
          scene: { state: season },
        },
      ] = together as [Passed, ...Passed[]];
      const cards = together.map(({ job: { player, week, device }, card }) => ({
        player,
        week,
        card,
        device,
      }));
      const written = await this.store.putCards(tx, season, cards);
      // Waiting for locks may have taken longer than the deadline allows, so the clock is read again after the last
      // wait.
      const scenes = await this.scenes(
        tx,
        season,
        together.map(({ job }) => job),
      );
      if (together.some(({ job, scene }) => wasTurned(scene, scenes.get(job.week))))
        throw new AppError(
          'conflict',
          'Home and away of a game were exchanged meanwhile. Look at your card again.',
        );
      together.forEach(({ job, stored, card }, i) => {
        const scene = scenes.get(job.week);
        if (scene === undefined || isLate(scene, changedGames(stored, card))) late.add(job);
        else if (written[i] !== undefined)
          saved.set(job, { card: { ...card, ...written[i], week: job.week }, scene });
      });
    }
    if (late.size > 0) throw new TooLate(late);
    return saved;
  }
}

/**
 * Returns true when home and away of a game were exchanged since the card was checked: its picks would name other teams
 * (rule S26).
 */
function wasTurned(checked: WeekNow, now: WeekNow | undefined): boolean {
  const away = new Map(checked.week.games.map((game) => [game.id, game.away]));
  return now?.week.games.some(({ id, home }) => away.get(id) === home) === true;
}

function isNews({ stored, card }: CheckedCard): boolean {
  return stored === null || !sameCard(stored, card);
}

function asStored({ stored, scene }: Passed): SavedCard {
  if (stored === null) throw new Error('a new card was not written');
  return { card: stored, scene };
}
