import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../../config/config.js';
import { Clock } from '../../../platform/async/clock.js';
import { Log } from '../../../platform/logging/log.module.js';
import { LeagueDirectory } from '../../leagues/league-directory.js';
import { LogFollower, type LogListener } from '../../projection/log-follower.js';
import { NodeStandings } from '../../projection/node-standings.js';
import { KINDS } from '../kinds/kinds.js';
import type { Reading, WatchedLeague, Watcher } from '../kinds/notification-kind.js';
import { PushKeys } from '../sending/push-keys.js';
import type { WatcherRow } from './news.sql.js';
import { NewsStore } from './news.store.js';
import { turnsSince } from './turns.js';

/** Events of one play arrive within this time and are read together (ms). */
const GATHER_MS = 1_000;
/** A player who starts to follow is read within this time, also without events (ms). */
const LOOK_MS = 10_000;
/** News of a play is dropped after this time (ms). */
export const TURN_VALID_MS = 15 * 60_000;

/**
 * Follows the standings on workers, once a player wants it, and creates news of leads and bankers that have changed (rules N2 and N3). The
 * stored readings are in PostgreSQL under one lock, so that only one of many workers creates the news.
 */
@Injectable()
export class TurnWatcher implements LogListener, OnApplicationBootstrap, BeforeApplicationShutdown {
  private next: { readonly timer: NodeJS.Timeout; readonly at: number } | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private following: Promise<void> | null = null;
  private stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: DataSource,
    private readonly store: NewsStore,
    private readonly keys: PushKeys,
    private readonly leagues: LeagueDirectory,
    private readonly standings: NodeStandings,
    private readonly follower: LogFollower,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.schedule(GATHER_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.next !== null) clearTimeout(this.next.timer);
    await this.running;
  }

  folded(): void {
    // read once all events are folded
  }

  settled(): void {
    this.schedule(GATHER_MS);
  }

  async prepareReload(): Promise<() => void> {
    return () => this.schedule(GATHER_MS);
  }

  /** Reads all present states. @returns the number of news found */
  async look(): Promise<number> {
    const { publicKey } = await this.keys.current();
    const rows = await this.store.watchers(publicKey);
    if (rows.length === 0) return 0;
    if (this.config.role !== 'web') await this.follow();
    const watchers = await this.enriched(rows);
    const { epoch, seq } = this.standings.state;
    const now = KINDS.flatMap(
      ({ kind, readings }) =>
        readings?.(
          this.standings.state,
          watchers.filter(({ kinds }) => kinds.includes(kind)),
        ) ?? [],
    );
    return this.db.transaction(async (tx) => {
      const found = await this.store.lookFrom(tx, epoch, seq);
      if (found === null) return 0;
      const noted = await this.store.noted(tx, [...new Set(now.map(({ player }) => player))]);
      const { news, notes } = turnsSince(noted, now);
      if (notes.length > 0) await this.store.note(tx, notes);
      const validUntil = new Date((found.at?.getTime() ?? 0) + TURN_VALID_MS);
      if (news.length === 0 || validUntil <= this.clock.now()) return 0;
      return this.store.add(
        tx,
        news.flatMap((reading) => toRow(reading, `${epoch}:${seq}`, validUntil)),
      );
    });
  }

  /** Loads and follows the standings from now on: a worker whom nobody needs for this saves the time and the memory. */
  private async follow(): Promise<void> {
    this.following ??= this.follower.start(this);
    try {
      await this.following;
    } catch (error) {
      this.following = null;
      throw error;
    }
  }

  /** With the members of the leagues; the standings keep the rules of these leagues in use. */
  private async enriched(rows: readonly WatcherRow[]): Promise<Watcher[]> {
    const leagues = new Map<string, WatchedLeague>();
    for (const { league, leagueName, rules } of rows) {
      if (league === null || leagueName === null || rules === null || leagues.has(league)) continue;
      const members = await this.leagues.memberNumbers(league);
      leagues.set(league, {
        id: league,
        name: leagueName,
        rules,
        members: members === 'all' ? 'all' : Uint32Array.from(members),
      });
    }
    await this.follower.exclusively(async () => {
      const missing = [...leagues.values()].filter(({ rules }) => this.standings.engine(rules) === null);
      for (const { rules } of missing) this.standings.useRules(rules);
      if (missing.length > 0) await this.follower.reload(null);
    });
    return rows.map(({ player, kinds, league }) => ({
      player,
      kinds,
      league: league === null ? null : (leagues.get(league) ?? null),
    }));
  }

  /** An earlier planned reading stays: frequent events do not postpone it. */
  private schedule(afterMs: number): void {
    const at = performance.now() + afterMs;
    if (this.stopped || (this.next !== null && this.next.at <= at)) return;
    if (this.next !== null) clearTimeout(this.next.timer);
    const timer = setTimeout(() => {
      this.next = null;
      this.running = this.running
        .then(() => this.look())
        .catch((error: unknown) => this.log.failure('turns wait for the next look', error))
        .finally(() => this.schedule(LOOK_MS));
    }, afterMs);
    this.next = { timer, at };
  }
}

function toRow(reading: Reading, position: string, validUntil: Date) {
  const { player, what, news } = reading;
  if (news === null) return [];
  return [{ key: `${what}:${position}:${news.value}:${player}`, player, data: news, validUntil }];
}
