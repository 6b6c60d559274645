import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AlertsService } from '../alerts/alerts.service.js';
import type { GameObservation } from '../slate/observation.js';
import { sameWeek, type WeekKey, weekWords } from '../slate/week-key.js';
import { stillRunningSql } from './still-running.js';
import { isExplained, SIGHTINGS } from './week-step.js';

const ALERT = 'feed/week';

interface DoubtRow {
  season: number;
  season_type: number;
  week: number;
  first_at: Date;
  age_ms: number;
  times: number;
  accepted: boolean;
}

interface Facts {
  readonly current: WeekKey | null;
  readonly openBefore: boolean;
  readonly firstStored: Date | null;
  readonly doubted: boolean;
  readonly now: Date;
}

/** Decides whether the current week that an answer names is believed (rule F17). */
@Injectable()
export class WeekDoubts {
  constructor(
    private readonly db: DataSource,
    private readonly alerts: AlertsService,
    private readonly audit: AuditLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Called once an answer, by the worker that polls.
   * @param games of the same answer
   * @returns false while the named week is doubted: season and week stay as they are
   */
  async believes(named: WeekKey | null, games: readonly GameObservation[]): Promise<boolean> {
    if (named === null) return true;
    const { current, openBefore, firstStored, doubted, now } = await this.facts(named);
    const firstKickoff = firstOf(games, named) ?? firstStored;
    const sure =
      current === null ||
      sameWeek(current, named) ||
      this.config.feed.doubtMs === 0 ||
      isExplained({ current, named, openBefore, firstKickoff, now });
    if (sure && !doubted) return true;
    return this.db.transaction(async (tx) => {
      if (!sure && !(await this.seenLongEnough(tx, named))) {
        await this.raise(tx, named, current);
        return false;
      }
      await tx.query('DELETE FROM feed_doubt');
      await this.alerts.clear(tx, ALERT);
      return true;
    });
  }

  /**
   * The doubted week is believed as soon as the feed names it again.
   * @throws AppError `not-found` when no week is doubted
   */
  async accept(author: Author, why: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = await readDoubt(tx);
      if (row === null) throw new AppError('not-found');
      await tx.query('UPDATE feed_doubt SET accepted = true');
      await tx.query('UPDATE feed_poll SET due_at = least(due_at, now())');
      const { season, season_type: seasonType, week } = row;
      await this.audit.record(tx, author, { target: 'feed/week', after: { season, seasonType, week }, why });
    });
  }

  private async facts(named: WeekKey): Promise<Facts> {
    const [row] = await this.db.query<
      {
        season: number | null;
        season_type: number;
        week: number;
        open_before: boolean;
        first_stored: Date | null;
        doubted: boolean;
        now: Date;
      }[]
    >(
      `SELECT current.season, current.season_type, current.week, now() AS now,
         EXISTS (SELECT 1 FROM feed_doubt) AS doubted,
         EXISTS (
           SELECT 1 FROM game
           WHERE (game.season, game.season_type, game.week) >= (current.season, current.season_type, current.week)
             AND (game.season, game.season_type, game.week) < ($1::int, $2::smallint, $3::int)
             AND (${stillRunningSql('game')} OR (state = 'pre' AND kickoff > now() - interval '4 hours'))
         ) AS open_before,
         (SELECT min(kickoff) FROM game WHERE time_valid AND state <> 'off'
            AND (game.season, game.season_type, game.week) = ($1::int, $2::smallint, $3::int)) AS first_stored
       FROM season_state AS current`,
      [named.season, named.seasonType, named.week],
    );
    if (row === undefined) throw new Error('the season has no state');
    return {
      current:
        row.season === null ? null : { season: row.season, seasonType: row.season_type, week: row.week },
      openBefore: row.open_before,
      firstStored: row.first_stored,
      doubted: row.doubted,
      now: row.now,
    };
  }

  /** Counts this sighting. Another week than the one doubted so far begins at one. */
  private async seenLongEnough(tx: EntityManager, named: WeekKey): Promise<boolean> {
    await tx.query(
      `INSERT INTO feed_doubt AS d (season, season_type, week) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET
         (season, season_type, week) = (excluded.season, excluded.season_type, excluded.week), last_at = now(),
         (first_at, times, accepted) = (
           SELECT CASE WHEN same THEN d.first_at ELSE now() END, CASE WHEN same THEN d.times + 1 ELSE 1 END,
             same AND d.accepted
           FROM (SELECT (d.season, d.season_type, d.week) = (excluded.season, excluded.season_type, excluded.week) AS same) AS s
         )`,
      [named.season, named.seasonType, named.week],
    );
    const row = await readDoubt(tx);
    if (row === null) return false;
    return row.accepted || (row.times >= SIGHTINGS && row.age_ms >= this.config.feed.doubtMs);
  }

  private async raise(tx: EntityManager, named: WeekKey, current: WeekKey | null): Promise<void> {
    const words = weekWords(named);
    const here = current === null ? 'no week' : weekWords(current);
    await this.alerts.raise(tx, {
      key: ALERT,
      title: `The feed names another week: ${words}`,
      message:
        `The feed calls ${words} the current week, but the game is in ${here}, and its calendar does not explain the step.\n` +
        `Nothing changes until the feed has said so ${SIGHTINGS} times over ${Math.round(this.config.feed.doubtMs / 1_000)} seconds. ` +
        'To believe it now, open Feed on the admin pages and accept the week.',
    });
  }
}

async function readDoubt(tx: EntityManager): Promise<DoubtRow | null> {
  const [row] = await tx.query<DoubtRow[]>(
    'SELECT *, (extract(epoch FROM now() - first_at) * 1000)::float8 AS age_ms FROM feed_doubt',
  );
  return row ?? null;
}

function firstOf(games: readonly GameObservation[], named: WeekKey): Date | null {
  const kickoffs = games
    .filter((game) => sameWeek(game, named) && game.timeValid && game.state !== 'off')
    .map((game) => Date.parse(game.kickoff));
  return kickoffs.length === 0 ? null : new Date(Math.min(...kickoffs));
}
