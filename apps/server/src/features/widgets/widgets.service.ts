import { Injectable } from '@nestjs/common';
import type { Widget } from '@sunday-live/contract';
import { TaggedCache } from '../../platform/cache/caches.js';
import { AppError } from '../../platform/errors/app-error.js';
import { EncodedJson } from '../../platform/http/answer-caching.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import { SEASON_TYPES, type WeekKey } from '../slate/week-key.js';
import { StandingsService } from '../standings/standings.service.js';

/** Encoded content of a widget. */
export interface WidgetAnswer {
  readonly json: EncodedJson;
  /** Identifies this exact content. */
  readonly tag: string;
}

/** Number of rows that fit into a small frame. */
const ROWS = 10;
const CACHE_SIZE = 64;

/** Builds the small standings that other sites may show, for open leagues whose commissioner allows it. */
@Injectable()
export class WidgetsService {
  private readonly kept = new TaggedCache<EncodedJson>(CACHE_SIZE);

  constructor(
    private readonly leagues: LeagueDirectory,
    private readonly standings: StandingsService,
    private readonly reader: SlateReader,
  ) {}

  /** @throws AppError `not-found`, also for an existing league that may not be shown */
  async read(league: string): Promise<WidgetAnswer> {
    const shown = await this.leagues.shownElsewhere(league);
    if (shown === null) throw new AppError('not-found');
    const {
      about,
      table,
      tag: position,
    } = await this.standings.table(league, shown.rules, { scope: 'week' });
    const tag = `${position}:${Buffer.from(shown.name).toString('base64url')}`;
    const json = await this.kept.get(league, tag, async () => {
      const { season, type, week, unofficial } = about;
      // one more, to see whether the last rank is shared
      const rows = table.rows(0, ROWS + 1);
      const widget: Widget = {
        name: shown.name,
        season,
        type,
        week,
        unofficial,
        players: table.total,
        rows: rows.slice(0, ROWS).map(({ rank, name, team, points }, i) => ({
          rank,
          ...(rows[i - 1]?.rank === rank || rows[i + 1]?.rank === rank ? { shared: true } : {}),
          name,
          team,
          points,
        })),
        games: await this.playing({ season, seasonType: SEASON_TYPES[type], week }),
      };
      return new EncodedJson(widget);
    });
    return { json, tag };
  }

  private async playing(key: WeekKey): Promise<Widget['games']> {
    const { games } = await this.reader.week(key, key.week);
    return games
      .map(toGame)
      .filter(({ state: now }) => now === 'in')
      .map(({ id, away, home, awayScore, homeScore, detail }) => ({
        id,
        away,
        home,
        awayScore,
        homeScore,
        detail,
      }));
  }
}
