import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inBulk } from '../../platform/database/in-bulk.js';
import { BULK_LIMIT_MS, withQueryLimit } from '../../platform/database/query-limit.js';
import { SlateLog, type Stream } from '../slate/slate-log.js';
import { SlateReader, type WeekOfGames } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import type { SeasonKey } from '../slate/week-key.js';
import { ChangedWeeks } from './changed-weeks.js';
import { type Progress, ResultProgressStore } from './result-progress.store.js';
import { ScoreStore } from './score.store.js';
import { SeasonChanges } from './season-changes.js';
import { weekScores } from './week-scores.js';

const PAGE = 1000;
/** Further behind, everything is worked out anew. */
const MAX_BEHIND = 5000;

/**
 * Keeps the scores of weeks and the season as cards and final games have them (rules R1 to R4 of docs/season.md). It reads
 * in the log which weeks have changed and works those out from scratch: nothing is ever added to what stands there.
 */
@Injectable()
export class ScoresService {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly progress: ResultProgressStore,
    private readonly scores: ScoreStore,
  ) {}

  /** Works in what has happened since the last time. @returns how many rows have changed */
  async update(): Promise<number> {
    return withQueryLimit(BULK_LIMIT_MS, () => this.workIn());
  }

  private async workIn(): Promise<number> {
    const { epoch, head } = await this.log.stream();
    const [known] = await this.db.query<Progress[]>('SELECT epoch, seq, season FROM result_progress');
    if (known?.epoch === epoch && known.seq >= head) return 0;
    return this.db.transaction(async (tx) => {
      const progress = await this.progress.lock(tx);
      // whatever is read after this is at least as new as this position
      const stream = await this.log.stream(tx);
      return inBulk(tx, async () => this.apply(tx, stream, await this.changesSince(progress, stream, tx)));
    });
  }

  /** Waits until nobody works out scores; then nobody does until the transaction ends. */
  async hold(tx: EntityManager): Promise<void> {
    await this.progress.lock(tx);
  }

  /** Works out one week from scratch, whether the log says that it has changed or not. */
  async recompute(tx: EntityManager, key: SeasonKey, week: number): Promise<number> {
    await this.progress.lock(tx);
    return inBulk(tx, () => this.updateWeeks(tx, key, ChangedWeeks.only(key.seasonType, week)));
  }

  private async apply(tx: EntityManager, stream: Stream, changes: SeasonChanges): Promise<number> {
    let rows = 0;
    for (const [season, weeks] of changes.bySeason()) rows += await this.updateSeason(tx, season, weeks);
    await this.progress.move(tx, { epoch: stream.epoch, seq: stream.head, season: changes.current });
    return rows;
  }

  private async changesSince(from: Progress, to: Stream, tx: EntityManager): Promise<SeasonChanges> {
    if (from.epoch !== to.epoch || from.seq > to.head || to.head - from.seq > MAX_BEHIND)
      return this.everything(tx, from.season);
    const changes = new SeasonChanges(from.season);
    for (let seq = from.seq; seq < to.head; ) {
      const events = await this.log.readAfter(to.epoch, seq, PAGE, tx);
      if (events[0]?.seq !== seq + 1) return this.everything(tx, from.season);
      for (const event of events) {
        if (event.seq <= to.head) changes.note(event);
        seq = event.seq;
      }
    }
    return changes;
  }

  private async everything(tx: EntityManager, before: number | null): Promise<SeasonChanges> {
    return SeasonChanges.everything(before, (await this.reader.season(tx))?.season ?? null);
  }

  private async updateSeason(tx: EntityManager, season: number, changed: ChangedWeeks): Promise<number> {
    let rows = 0;
    for (const seasonType of await this.progress.seasonTypes(tx, season)) {
      rows += await this.updateWeeks(tx, { season, seasonType }, changed);
    }
    return rows;
  }

  private async updateWeeks(tx: EntityManager, key: SeasonKey, changed: ChangedWeeks): Promise<number> {
    const weeks = await this.reader.weeks(key, tx);
    const emptied = (await this.progress.emptiedWeeks(tx, key)).map(emptyWeek);
    const touched = [...emptied, ...weeks]
      .filter((week) => changed.has(key.seasonType, week.week, isPlayed(week)))
      .sort((a, b) => a.week - b.week);
    const [first] = touched;
    if (first === undefined) return 0;
    let rows = await this.scores.keepWeeks(
      tx,
      key,
      weeks.map(({ week }) => week),
    );
    for (const week of touched) rows += await this.updateWeek(tx, key, week);
    rows += await this.scores.writePositions(tx, key, first.week);
    await this.scores.writeWeeks(
      tx,
      key,
      touched.filter(({ games }) => games.length > 0).map(({ week }) => week),
    );
    return rows;
  }

  private async updateWeek(tx: EntityManager, key: SeasonKey, week: WeekOfGames): Promise<number> {
    const cards = isPlayed(week) ? await this.scores.cards(tx, key, week.week) : [];
    return this.scores.writeWeek(tx, key, week.week, weekScores(cards, week.games.map(toGame), week.week));
  }
}

function emptyWeek(week: number): WeekOfGames {
  return { week, games: [], deadline: null };
}

/** True once a game of the week is final: the week has scores then. */
function isPlayed({ games }: WeekOfGames): boolean {
  return games.some((game) => game.state === 'post');
}
