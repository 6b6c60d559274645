import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { databaseNow } from '../../platform/database/clock.sql.js';
import { AlertsService } from '../alerts/alerts.service.js';
import { HandGames } from '../slate/hand-games.service.js';
import { type LogWriter, SlateLog } from '../slate/slate-log.js';
import { SlateReader, type WeekOfGames } from '../slate/slate-reader.js';
import { nameOfWeek, type SeasonKey, type WeekKey, weekPath } from '../slate/week-key.js';
import { seasonTypesOf } from './results.sql.js';
import {
  ResultProgressStore,
  type ReviewedResult,
  type StoredResult,
  WeekResultStore,
} from './results.store.js';
import { judgeWeek, type WeekCase } from './week-verdict.js';

/** A week with its previous and its present verdict. */
export interface Review {
  readonly key: SeasonKey;
  readonly week: WeekOfGames;
  readonly stored: StoredResult | null;
  readonly found: ReviewedResult;
}

/**
 * Confirms the results of weeks that are over and pass the checks, alerts admins to weeks that do not, and reopens a
 * week when one of its games continues after all (rules R6 to R9 of docs/season.md).
 */
@Injectable()
export class WeekReviewService {
  constructor(
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly progress: ResultProgressStore,
    private readonly results: WeekResultStore,
    private readonly alerts: AlertsService,
    private readonly hand: HandGames,
  ) {}

  /** Stores verdicts that have changed. @returns false when the results are behind the log and must be updated first */
  async review(): Promise<boolean> {
    const changed = (await this.all(this.log.manager)).filter(isNews);
    if (changed.length === 0) return true;
    return this.log.write(async (tx, log) => this.decide(tx, log));
  }

  /** Decides under the lock of the log. @returns false when the results are behind: nothing is decided then */
  async decide(tx: EntityManager, log: LogWriter): Promise<boolean> {
    const { epoch, head } = await log.lock();
    if (!(await this.progress.includes(tx, epoch, head))) return false;
    for (const review of (await this.all(tx)).filter(isNews)) await this.write(tx, log, review);
    return true;
  }

  /** Reads one week of any season; null when it has no games. */
  async one(tx: EntityManager, { week, ...season }: WeekKey): Promise<Review | null> {
    return (await this.ofSeason(tx, season)).find(({ found }) => found.week === week) ?? null;
  }

  /** Reads every week of the current season's year. */
  private async all(tx: EntityManager): Promise<Review[]> {
    const state = await this.reader.season(tx);
    if (state === null) return [];
    const { season } = state;
    const reviews: Review[] = [];
    for (const seasonType of await seasonTypesOf(tx, season)) {
      reviews.push(...(await this.ofSeason(tx, { season, seasonType })));
    }
    return reviews;
  }

  private async ofSeason(tx: EntityManager, { season, seasonType }: SeasonKey): Promise<Review[]> {
    const key = { season, seasonType };
    const stored = await this.results.ofSeason(tx, key);
    const contradictions = await this.results.contradictions(tx, key);
    const otherFinals = await this.hand.otherFinals(tx, key);
    const moves = await this.results.moves(tx, key);
    const now = await databaseNow(tx);
    return (await this.reader.weeks(key, tx)).map((week) => {
      const known = stored.get(week.week) ?? null;
      const facts = {
        moves: moves.get(week.week) ?? { left: 0, arrived: 0 },
        contradictions: contradictions.get(week.week) ?? [],
        otherFinals: otherFinals.filter(({ game }) => week.games.some(({ id }) => id === game)),
        now,
      };
      return reviewOf(key, week, known, facts);
    });
  }

  private async write(tx: EntityManager, log: LogWriter, { key, stored, found }: Review): Promise<void> {
    await this.results.write(tx, key, found);
    const at = { ...key, week: found.week };
    const matter = `results/${weekPath(at)}`;
    if (found.state === 'alert') {
      const problems = found.problems.filter((problem) => !problem.accepted);
      await this.alerts.raise(tx, {
        key: matter,
        title: `${nameOfWeek(at)}: the results are not confirmed`,
        message: problems.map(({ message }) => message).join('\n'),
      });
    } else {
      await this.alerts.clear(tx, matter);
    }
    if (found.state === (stored?.state ?? 'open')) return;
    const { season, seasonType } = key;
    const { week, state } = found;
    await log.append([{ season, week, body: { kind: 'results', seasonType, state } }]);
  }
}

function reviewOf(
  key: SeasonKey,
  week: WeekOfGames,
  stored: StoredResult | null,
  facts: Pick<WeekCase, 'moves' | 'contradictions' | 'otherFinals' | 'now'>,
): Review {
  // a new epoch of the log reopens the week
  const scheduled = hasBegun(week) ? (stored?.scheduled ?? week.games.length) : null;
  const accepted = new Set(stored?.accepted);
  const { state, problems } = judgeWeek({ ...facts, week, scheduled, accepted });
  return { key, week, stored, found: { week: week.week, state, problems, scheduled } };
}

/** Returns true once some game of the week has locked or started. */
function hasBegun({ games }: WeekOfGames): boolean {
  return games.some((game) => game.locked_at !== null || game.state === 'in' || game.state === 'post');
}

function isNews({ stored, found }: Review): boolean {
  // nothing is decided about a week that has not begun
  if (stored === null) return found.scheduled !== null;
  return (
    stored.state !== found.state ||
    stored.scheduled !== found.scheduled ||
    signature(stored.problems) !== signature(found.problems)
  );
}

function signature(problems: ReviewedResult['problems']): string {
  return JSON.stringify(problems.map(({ key, message, accepted }) => [key, message, accepted]));
}
