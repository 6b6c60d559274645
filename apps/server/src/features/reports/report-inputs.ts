import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { LeagueSeason, SectionName } from '@sunday-live/analysis';
import type { Side } from '@sunday-live/contract';
import { Any, IsNull, type Repository } from 'typeorm';
import { TaggedCache } from '../../platform/cache/caches.js';
import { insertIfNew } from '../../platform/database/statements.js';
import { DamagedObject, Storage } from '../../platform/storage/storage.js';
import { UserEntity } from '../auth/user.entity.js';
import { LeagueSeasonService, type LeagueSeasonView } from '../standings/league-season.service.js';
import { ReportCommonEntity, ReportEntity, ReportInputEntity } from './report.entity.js';
import { lockInputs, type ReportRow } from './reports.sql.js';

/** The scores that counted when an input was made, by game: `24-17`, and `in 7-3` for games in progress. */
type Finals = Readonly<Record<string, string>>;

/** Lists the inputs and common parts that exist. Their content is in storage. */
@Injectable()
export class ReportInputStore {
  constructor(
    @InjectRepository(ReportInputEntity) private readonly inputs: Repository<ReportInputEntity>,
    @InjectRepository(ReportCommonEntity) private readonly commons: Repository<ReportCommonEntity>,
  ) {}

  /**
   * Stores an input and assigns it to the report, unless it has one.
   * @returns the report's input; null when one of its players was deleted, so that it must not be stored
   */
  async give(
    report: string,
    input: { sha256: string; season: number; seasonType: number; finals: Finals; players: readonly string[] },
  ): Promise<string | null> {
    return this.inputs.manager.transaction(async (tx) => {
      await lockInputs(tx, 'shared');
      const players = [...new Set(input.players)];
      if ((await tx.countBy(UserEntity, { id: Any(players) })) < players.length) return null;
      const inserting = tx.createQueryBuilder().insert().into(ReportInputEntity);
      await insertIfNew(inserting.values({ ...input, players: [...input.players] }), 'sha256');
      await tx.update(ReportEntity, { id: report, inputId: IsNull() }, { inputId: input.sha256 });
      const row = await tx.findOneBy(ReportEntity, { id: report });
      if (row?.inputId == null) throw new Error('the report is gone');
      return row.inputId;
    });
  }

  /** Returns the checksum of a section's common part; null when it was not made yet. */
  async common(input: string, section: string): Promise<string | null> {
    return (await this.commons.findOneBy({ inputId: input, section }))?.sha256 ?? null;
  }

  async addCommon(input: string, section: string, sha256: string): Promise<void> {
    const inserting = this.commons.createQueryBuilder().insert();
    await insertIfNew(inserting.values({ inputId: input, section, sha256 }), 'section');
  }

  async dropCommon(input: string, section: string): Promise<void> {
    await this.commons.delete({ inputId: input, section });
  }
}

/** Returns the favourite by the feed's odds (`KC -3.5`), or null. */
export function favouriteOf(
  odds: string | null,
  { away, home }: { away: string; home: string },
): Side | null {
  const team = /^([A-Z]{2,4}) -\d/.exec(odds ?? '')?.[1];
  if (team === home) return 'home';
  return team === away ? 'away' : null;
}

/** Stored text that every thread can read without a copy. */
export interface SharedText {
  /** Identifies it, by its content. */
  readonly sha256: string;
  readonly bytes: SharedArrayBuffer;
}

type Wanted = Pick<
  ReportRow,
  'id' | 'generation' | 'league' | 'leagueName' | 'rules' | 'season' | 'seasonType' | 'players' | 'input'
>;

/** Cache size: a few reports are computed at a time, each with a season and the common parts of its sections. */
const KEPT_SEASONS = 4;
const KEPT_COMMON = 16;

/**
 * The input of a report's tasks. It is made once per report, so that all tasks see the same moment; a retry, another
 * worker or another day finds the same. Reports with the same content share it.
 */
@Injectable()
export class ReportInputs {
  private readonly made = new TaggedCache<string>(KEPT_SEASONS);
  private readonly seasonTexts = new TaggedCache<SharedText>(KEPT_SEASONS);
  private readonly commonTexts = new TaggedCache<SharedText>(KEPT_COMMON);

  constructor(
    private readonly store: ReportInputStore,
    private readonly storage: Storage,
    private readonly seasons: LeagueSeasonService,
  ) {}

  /** The season of the report's league. */
  async of(report: Wanted): Promise<SharedText> {
    // the first tasks of a report start together
    const sha256 =
      report.input ?? (await this.made.get(report.id, `${report.generation}`, () => this.make(report)));
    const key = inputKey(sha256);
    return this.seasonTexts.get(key, sha256, () => this.load(key, sha256));
  }

  /** The part of a section that is the same for the whole league; null when it was not made yet. */
  async common(input: string, section: SectionName): Promise<SharedText | null> {
    const sha256 = await this.store.common(input, section);
    if (sha256 === null) return null;
    const key = commonKey(input, section);
    try {
      return await this.commonTexts.get(key, sha256, () => this.load(key, sha256));
    } catch (error) {
      if (!(error instanceof DamagedObject || error instanceof MissingObject)) throw error;
      await this.store.dropCommon(input, section);
      return null;
    }
  }

  async keepCommon(input: string, section: SectionName, text: string): Promise<void> {
    const { sha256 } = await this.storage.put(commonKey(input, section), Buffer.from(text));
    try {
      await this.store.addCommon(input, section, sha256);
    } catch (error) {
      // the input was deleted with a player: its results would never be found
      await this.storage.delete(commonKey(input, section));
      throw error;
    }
  }

  /** @throws DamagedObject, MissingObject */
  private async load(key: string, sha256: string): Promise<SharedText> {
    const found = await this.storage.get({ key, sha256 });
    if (found === null) throw new MissingObject(key);
    const bytes = new SharedArrayBuffer(found.length);
    new Uint8Array(bytes).set(found);
    return { sha256, bytes };
  }

  private async make(report: Wanted): Promise<string> {
    const season = { season: report.season, seasonType: report.seasonType };
    const view = await this.seasons.read(report.league, report.rules, season, report.players);
    const body = Buffer.from(JSON.stringify(leagueSeason(report, view)));
    const sha256 = createHash('sha256').update(body).digest('hex');
    await this.storage.put(inputKey(sha256), body);
    const players = view.players.map(({ id }) => id);
    const given = await this.store.give(report.id, { sha256, ...season, finals: countedIn(view), players });
    if (given !== null) return given;
    await this.storage.delete(inputKey(sha256));
    throw new Error('a player of the league has gone meanwhile');
  }
}

class MissingObject extends Error {
  constructor(key: string) {
    super(`${key} is gone from storage`);
  }
}

export function inputKey(sha256: string): string {
  return `inputs/${sha256}.json`;
}

export function commonKey(input: string, section: string): string {
  return `common/${input}/${section}.json`;
}

function leagueSeason(report: Wanted, { games, players, sampledFrom, past }: LeagueSeasonView): LeagueSeason {
  return {
    season: report.season,
    league: { id: report.league, name: report.leagueName },
    rules: report.rules,
    games: games.map(({ id, week, kickoff, away, home, awayScore, homeScore, state, odds, locked }) => ({
      ...{ id, week, kickoff, away, home, awayScore, homeScore, state },
      favourite: favouriteOf(odds, { away, home }),
      locked,
    })),
    members: players,
    sampledFrom,
    past,
  };
}

function countedIn({ games }: LeagueSeasonView): Finals {
  const counted = games.filter(({ state }) => state === 'post' || state === 'in');
  return Object.fromEntries(
    counted.map(({ id, state, awayScore, homeScore }) => [
      id,
      `${state === 'in' ? 'in ' : ''}${awayScore}-${homeScore}`,
    ]),
  );
}
