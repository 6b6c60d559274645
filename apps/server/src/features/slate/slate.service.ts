import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { GameMergedEntity } from './game.entity.js';
import { GameStore, type Observed } from './game.sql.js';
import { POLLS_PER_SITUATION, situationPace } from './game-change.js';
import type { GameObservation, ScheduleObservation } from './observation.js';
import { Quarantine } from './quarantine.sql.js';
import { SeasonStateEntity, SlateStreamEntity } from './slate.entity.js';
import { type LogWriter, SlateLog } from './slate-log.js';
import { mayRepeatMeeting, planChanges, type SlatePlan } from './slate-plan.js';
import type { StoredGame } from './stored-game.js';
import { MeetingIndex, WeekRoom } from './week-room.js';

/** Thrown when a later poll has already written: the result of this one must be discarded. */
export class StaleFenceError extends Error {
  constructor(
    readonly fence: number,
    readonly current: number,
  ) {
    super(`poll ${fence} is stale: poll ${current} has written already`);
  }
}

/** Result of applying an observation. */
interface ApplyResult {
  /** events appended to the log */
  events: number;
  quarantined: number;
}

/** Applies answers of the feed to the slate, in one transaction each. */
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
   * Stores changes and appends them to the log. The stream row is locked first, so nothing else can be written between
   * the comparison and the event. Applying the same observation again changes nothing. Games that the observation does
   * not mention stay unchanged.
   * @param fence token of this poll; throws StaleFenceError when a later poll has written already
   */
  async apply(said: ScheduleObservation, fence: number): Promise<ApplyResult> {
    return this.log.write(async (tx, log) => {
      const stream = await log.lock();
      if (fence < stream.fence) throw new StaleFenceError(fence, stream.fence);
      if (fence > stream.fence) await tx.update(SlateStreamEntity, { id: 1 }, { fence });

      const { observation, ...observed } = await this.compared(tx, said);
      const { games, causes, now, sameWeek, doubts } = observed;
      const pace = situationPace(games.values(), now, this.situationIntervalMs);
      const strangers = observation.games.filter((seen) => mayRepeatMeeting(games.get(seen.id), seen));
      const meetings = strangers.length === 0 ? [] : await this.games.meetingsLike(tx, strangers);
      const arrivals = observation.games.filter((seen) => entersWeek(games.get(seen.id), seen));
      const room = await WeekRoom.of(tx, arrivals);
      const plan = planChanges(
        observation.games,
        { games, causes, meetings: new MeetingIndex(meetings), room },
        pace,
      );
      for (const { seen, reason } of plan.quarantined) await this.quarantine.keep(tx, seen, reason);
      if (doubts) await this.quarantine.takeBack(tx, believed(observation, plan));
      if (pace.liveDue) await this.games.touchSituation(tx, liveIds(games.values()));
      await this.games.saveGames(tx, plan.rows);
      await this.games.keepSaid(tx, plan.kept);
      await log.append(plan.events);
      if (!sameWeek) await this.followWeek(tx, log, observation);
      return { events: log.events.length, quarantined: plan.quarantined.length };
    });
  }

  /** Reads what an answer is compared with. What it says about a merged id is about the game that stays (rule H8). */
  private async compared(
    tx: EntityManager,
    said: ScheduleObservation,
  ): Promise<Observed & { readonly observation: ScheduleObservation }> {
    const observed = await this.games.observed(tx, said);
    const unknown = said.games.flatMap(({ id }) => (observed.games.has(id) ? [] : [id]));
    const merged = unknown.length === 0 ? [] : await tx.findBy(GameMergedEntity, { id: In(unknown) });
    if (merged.length === 0) return { ...observed, observation: said };
    const into = new Map(merged.map(({ id, gameId }) => [id, gameId]));
    const own = new Set(said.games.map(({ id }) => id));
    const games = said.games.flatMap((seen) => {
      const id = into.get(seen.id) ?? seen.id;
      // the answer has the game under both ids
      return id !== seen.id && own.has(id) ? [] : [{ ...seen, id }];
    });
    const observation = { ...said, games };
    return { ...(await this.games.observed(tx, observation)), observation };
  }

  /** Makes the season and week of the feed's answer the current ones. */
  private async followWeek(tx: EntityManager, log: LogWriter, seen: ScheduleObservation): Promise<void> {
    const { season, seasonType, week } = seen;
    if (season === null || seasonType === null || week === null) return;
    // the log's lock keeps other writers out
    if (await tx.existsBy(SeasonStateEntity, { season, seasonType, week })) return;
    await tx.update(SeasonStateEntity, { id: 1 }, { season, seasonType, week });
    await log.append([{ season, week, body: { kind: 'week', season, seasonType, week } }]);
  }
}

function believed({ games }: ScheduleObservation, { quarantined }: SlatePlan): string[] {
  const doubted = new Set(quarantined.map(({ seen }) => seen.id));
  return games.flatMap(({ id }) => (doubted.has(id) ? [] : [id]));
}

/** Returns true when the game is not stored in the week of the observation. */
function entersWeek(stored: StoredGame | undefined, seen: GameObservation): boolean {
  return (
    stored?.season !== seen.season || stored.season_type !== seen.seasonType || stored.week !== seen.week
  );
}

function liveIds(stored: Iterable<StoredGame>): string[] {
  return [...stored].filter((game) => game.state === 'in').map((game) => game.id);
}
