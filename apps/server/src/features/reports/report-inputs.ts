import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LeagueSeason, SectionName } from '@sunday-live/analysis';
import type { Side } from '@sunday-live/contract';
import { TaggedCache } from '../../platform/cache/tagged-cache.js';
import { DamagedObject, Storage } from '../../platform/storage/storage.js';
import { LeagueSeasonService, type LeagueSeasonView } from '../standings/league-season.service.js';
import { type Finals, ReportInputStore } from './report-input.store.js';
import type { ReportRow } from './reports.sql.js';

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
  'id' | 'generation' | 'league' | 'league_name' | 'rules' | 'season' | 'season_type' | 'players' | 'input'
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
    const season = { season: report.season, seasonType: report.season_type };
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
    league: { id: report.league, name: report.league_name },
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
