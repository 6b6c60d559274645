import { Inject, Injectable } from '@nestjs/common';
import type { Cause, Game } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { compareGame, type SituationPace, situationPace } from './game-change.js';
import { GameStore } from './game-store.js';
import type { GameObservation, ScheduleObservation } from './observation.js';
import { Quarantine } from './quarantine.js';
import { type LogWriter, type NewEvent, SlateLog } from './slate-log.js';
import { StaleFenceError } from './stale-fence.error.js';
import { type StoredGame, toGame } from './stored-game.js';

/** What an observation did. */
export interface ApplyResult {
  /** events appended to the log */
  events: number;
  quarantined: number;
}

/** Clock, possession and the like are news once per this many polls; scores, states and periods at once. */
const POLLS_PER_SITUATION = 12;

/** Takes in what the feed says, as one transaction per answer. */
@Injectable()
export class SlateService {
  private readonly situationIntervalMs: number;

  constructor(
    private readonly log: SlateLog,
    private readonly games: GameStore,
    private readonly quarantine: Quarantine,
    @Inject(CONFIG) config: Config,
  ) {
    this.situationIntervalMs = config.feed.liveIntervalMs * POLLS_PER_SITUATION;
  }

  /**
   * Stores what changed and appends it to the log: the stream row is locked first, so nothing else can write between
   * the comparison and the event. Applying the same observation again changes nothing. Games that the observation does
   * not mention stay as they are.
   * @param fence token of this poll; throws StaleFenceError when a later poll has written already
   */
  async apply(observation: ScheduleObservation, fence: number): Promise<ApplyResult> {
    return this.log.write(async (tx, log) => {
      const stream = await log.lock();
      if (fence < stream.fence) throw new StaleFenceError(fence, stream.fence);
      if (fence > stream.fence) await tx.query('UPDATE slate_stream SET fence = $1', [fence]);

      const stored = await this.games.byId(
        tx,
        observation.games.map((game) => game.id),
      );
      const pace = situationPace(stored.values(), await this.games.now(tx), this.situationIntervalMs);
      const changes = new ChangeList();
      const believed: string[] = [];
      for (const seen of observation.games) {
        const before = stored.get(seen.id);
        const reason =
          before === undefined
            ? await this.insert(tx, seen, changes)
            : await this.update(tx, before, seen, pace, changes);
        if (reason === null) believed.push(seen.id);
        else await this.quarantine.keep(tx, seen, reason);
      }
      await this.quarantine.takeBack(tx, believed);
      if (pace.liveDue) await this.games.touchSituation(tx, liveIds(stored.values()));
      await log.append(changes.events());
      await this.followWeek(tx, log, observation);
      return { events: log.events.length, quarantined: observation.games.length - believed.length };
    });
  }

  /** Returns why the game may not enter, or null. */
  private async insert(
    tx: EntityManager,
    seen: GameObservation,
    changes: ChangeList,
  ): Promise<string | null> {
    if (await this.games.hasTwin(tx, seen)) return 'new-id: these teams already meet in this week';
    const row = await this.games.insert(tx, seen);
    changes.quiet(row, null, toGame(row));
    return null;
  }

  /** Returns why the observation can't be true, or null. */
  private async update(
    tx: EntityManager,
    before: StoredGame,
    seen: GameObservation,
    pace: SituationPace,
    changes: ChangeList,
  ): Promise<string | null> {
    const scored = seen.awayScore !== before.away_score || seen.homeScore !== before.home_score;
    const previous = scored ? await this.games.lastCause(tx, seen.id) : null;
    const change = compareGame(before, seen, previous, pace);
    if (change.kind === 'quarantine') return change.reason;
    if (change.kind === 'same') return null;
    let current = before;
    for (const step of change.steps) {
      const next = await this.games.update(tx, step.observation);
      if (step.cause === null) changes.quiet(next, toGame(current), toGame(next));
      else changes.news(next, toGame(current), toGame(next), step.cause);
      current = next;
    }
    return null;
  }

  /** The season and week that the feed's answer names are the current ones. */
  private async followWeek(tx: EntityManager, log: LogWriter, seen: ScheduleObservation): Promise<void> {
    const { season, seasonType, week } = seen;
    if (season === null || seasonType === null || week === null) return;
    const moved = await tx.query<[unknown[], number]>(
      `UPDATE season_state SET season = $1, season_type = $2, week = $3
       WHERE (season, season_type, week) IS DISTINCT FROM ($1::int, $2::smallint, $3::int)`,
      [season, seasonType, week],
    );
    if (moved[1] === 0) return;
    await log.append([{ season, week, body: { kind: 'week', season, seasonType, week } }]);
  }
}

function liveIds(stored: Iterable<StoredGame>): string[] {
  return [...stored].filter((game) => game.state === 'in').map((game) => game.id);
}

/** Collects the events of one answer: one per piece of news, and one per week for all that is quiet. */
class ChangeList {
  private readonly newsEvents: NewEvent[] = [];
  private readonly quietByWeek = new Map<string, QuietWeek>();

  news(row: StoredGame, before: Game, after: Game, cause: Cause): void {
    this.newsEvents.push(eventOf({ row, games: [after], before: [before] }, cause));
  }

  quiet(row: StoredGame, before: Game | null, after: Game): void {
    const key = `${row.season}/${row.season_type}/${row.week}`;
    const entry = this.quietByWeek.get(key) ?? { row, games: [], before: [] };
    entry.games.push(after);
    if (before !== null) entry.before.push(before);
    this.quietByWeek.set(key, entry);
  }

  events(): NewEvent[] {
    return [...[...this.quietByWeek.values()].map((quiet) => eventOf(quiet)), ...this.newsEvents];
  }
}

interface QuietWeek {
  readonly row: StoredGame;
  readonly games: Game[];
  readonly before: Game[];
}

function eventOf({ row, games, before }: QuietWeek, cause?: Cause): NewEvent {
  return {
    season: row.season,
    week: row.week,
    body: {
      kind: 'games',
      seasonType: row.season_type,
      games,
      before,
      ...(cause === undefined ? {} : { cause }),
    },
  };
}
