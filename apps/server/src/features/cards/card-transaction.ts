import { Injectable } from '@nestjs/common';
import type { CardInput } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { SeasonService, type WeekNow } from '../season/season.service.js';
import { type LogWriter, SlateLog } from '../slate/slate-log.js';
import { type Outcome, settle } from './batcher.js';
import { changedGames, sameCard } from './card-change.js';
import { type CheckedCard, checkCard, isLate } from './card-check.js';
import { CardStore, type StoredCard } from './card-store.js';

/** A card that a player hands in. */
export interface CardJob {
  readonly player: string;
  readonly week: number;
  readonly input: CardInput;
  /** How the browser that sent it names itself. */
  readonly device: string | null;
}

/** The card as stored, and its week at that moment. */
export interface SavedCard {
  readonly card: StoredCard;
  readonly scene: WeekNow;
}

/** Some cards were locked by the time the transaction had everything else done: it must not be committed. */
export class TooLate extends Error {
  constructor(readonly jobs: ReadonlySet<CardJob>) {
    super('waiting took some cards across their deadline');
  }
}

interface Passed extends CheckedCard {
  readonly job: CardJob;
  readonly scene: WeekNow;
}

const NO_CARDS = { cards: [], bankerGames: [] };

/** Stores some players' cards, one each, in one transaction. */
@Injectable()
export class CardTransaction {
  constructor(
    private readonly log: SlateLog,
    private readonly store: CardStore,
    private readonly seasons: SeasonService,
  ) {}

  /**
   * Each card is taken or refused for itself; what is taken goes on the log.
   * @throws TooLate and changes nothing when a deadline has passed meanwhile for some of the cards; AppError `conflict` when home and
   * away of a game were exchanged meanwhile
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
    const scenes = await this.seasons.weeksNow([...new Set(jobs.map(({ week }) => week))], tx);
    const [any] = scenes.values();
    const players = jobs.map(({ player }) => player);
    const cards = any === undefined ? new Map() : await this.store.ofSeason(tx, players, any.state);
    return jobs.map((job) =>
      settle(() => {
        const scene = scenes.get(job.week);
        if (scene === undefined) throw new AppError('unknown-week');
        return { job, scene, ...checkCard(scene, cards.get(job.player) ?? NO_CARDS, job.input) };
      }),
    );
  }

  private async write(
    tx: EntityManager,
    log: LogWriter,
    passed: readonly Passed[],
  ): Promise<Map<CardJob, SavedCard>> {
    const [any] = passed;
    if (any === undefined) return new Map();
    const { season, seasonType } = any.scene.state;
    await log.lock();
    await log.append(
      passed.map(({ job: { player, week }, card }) => ({
        season,
        week,
        body: { kind: 'card', player, seasonType, card },
      })),
    );
    const cards = passed.map(({ job: { player, week, device }, card }) => ({ player, week, card, device }));
    const written = await this.store.put(tx, { season, seasonType }, cards);
    // Waiting for locks may have taken us across a deadline: what counts is the clock after the last wait.
    const scenes = await this.seasons.weeksNow([...new Set(cards.map(({ week }) => week))], tx);
    if (passed.some(({ job, scene }) => wasTurned(scene, scenes.get(job.week))))
      throw new AppError(
        'conflict',
        'Home and away of a game were exchanged meanwhile. Look at your card again.',
      );
    const late = passed.filter(({ job, stored, card }) => {
      const scene = scenes.get(job.week);
      return scene === undefined || isLate(scene, changedGames(stored, card));
    });
    if (late.length > 0) throw new TooLate(new Set(late.map(({ job }) => job)));
    return new Map(
      written.flatMap((saved, i) => {
        const of = passed[i];
        if (of === undefined) return [];
        const { job, scene, card } = of;
        const stored = { ...card, ...saved, week: job.week };
        return [[job, { card: stored, scene: scenes.get(job.week) ?? scene }] as const];
      }),
    );
  }
}

/** True when a game has other sides than when the card was checked: its picks would name other teams (rule S26). */
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
