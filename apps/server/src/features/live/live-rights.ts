import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { AskTogether } from '../../platform/async/ask-together.js';
import { BoundedMap } from '../../platform/cache/caches.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Log } from '../../platform/logging/log.module.js';
import { LeagueDirectory, type Membership } from '../leagues/league-directory.js';
import { LiveSessions } from './live-sessions.js';

/** Interval of asking the database about all followers on this node, ms. */
export const LOOK_EVERY_MS = 4_000;
/** An answer of the database is valid for this long (ms). So no stream outlives its right by more than 5 s. */
const COUNTS_FOR_MS = 4_800;
/** A membership that was not used for this long is forgotten (ms). */
const FORGET_AFTER_MS = 60_000;
/** Maximum number of remembered memberships; beyond it another one costs a query. */
const REMEMBERED = 50_000;

interface Grant extends Membership {
  /** Start of the question that the database answered with yes, on `performance.now`. */
  confirmedAt: number;
  usedAt: number;
  lost: boolean;
}

type LostListener = (league: string, playerId: string) => void;

/**
 * Decides who may follow which league, for sockets and polls alike. Events and notices end a stream at once, but a
 * node can miss them: it was suspended, Redis was down, a reload covered them. So the node asks the database about
 * all followers every few seconds, and sends nothing of a league while the last answer is too old.
 */
@Injectable()
export class LiveRights implements OnModuleInit, OnModuleDestroy {
  private readonly grants = new BoundedMap<string, Grant>({ entries: REMEMBERED });
  private readonly sources: (() => Iterable<Membership>)[] = [];
  private readonly listeners: LostListener[] = [];
  private readonly strangers: AskTogether<Membership, boolean>;
  private undo: (() => void) | null = null;
  private looking: Promise<void> | null = null;
  /** Start of the last check that was answered. */
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly sessions: LiveSessions,
    private readonly leagues: LeagueDirectory,
    @Inject(CONFIG) private readonly config: Pick<Config, 'role'>,
    private readonly log: Log,
  ) {
    this.strangers = new AskTogether(async (asked) => {
      const strangers = new Set(await this.leagues.strangers(asked));
      return asked.map((_, i) => strangers.has(i));
    });
  }

  onModuleInit(): void {
    if (this.config.role === 'worker') return;
    const failed = (error: unknown) => this.log.failure('looking at the rights of streams failed', error);
    const look = () => void this.look().catch(failed);
    const stopListening = this.sessions.start();
    const timer = setInterval(look, LOOK_EVERY_MS);
    timer.unref();
    look();
    this.undo = () => {
      clearInterval(timer);
      stopListening();
    };
  }

  onModuleDestroy(): void {
    this.undo?.();
  }

  /** Registers open streams, whose rights are checked. */
  watch(source: () => Iterable<Membership>): void {
    this.sources.push(source);
  }

  /** Calls back when a player may no longer follow a league. */
  onLost(listener: LostListener): void {
    this.listeners.push(listener);
  }

  /** True while the last check of all streams is valid: nothing may be sent otherwise. */
  fresh(): boolean {
    return counts(this.lookedAt);
  }

  /** Returns null when `fresh`; otherwise checks again. Rejects when the database does not answer. */
  ready(): Promise<void> | null {
    return this.fresh() ? null : this.freshen();
  }

  /** Returns true when the database confirmed the membership a moment ago. */
  recall(league: string, player: string): boolean {
    const grant = this.grants.get(keyOf(league, player));
    if (grant === undefined || !counts(grant.confirmedAt)) return false;
    grant.usedAt = performance.now();
    return true;
  }

  /** Admits a member, and asks the database if necessary. @throws AppError not-found */
  async demand(league: string, player: string): Promise<void> {
    if (!this.recall(league, player)) await this.ask(league, player);
  }

  /** Admits a member after asking the database. @throws AppError not-found */
  async ask(league: string, player: string): Promise<void> {
    const key = keyOf(league, player);
    const at = performance.now();
    const known = this.grants.get(key);
    const grant = known ?? { league, player, confirmedAt: Number.NEGATIVE_INFINITY, usedAt: at, lost: false };
    // added before the answer, so that checks and events meanwhile include it
    this.grants.set(key, grant);
    let stranger = true;
    try {
      stranger = await this.strangers.ask(grant);
    } finally {
      if (stranger && this.grants.get(key) === grant) this.grants.delete(key);
    }
    if (stranger || grant.lost) throw new AppError('not-found');
    grant.confirmedAt = Math.max(grant.confirmedAt, at);
    grant.usedAt = performance.now();
  }

  /** Ends every stream of a player who has left the league or was removed. */
  lose(league: string, player: string): void {
    const key = keyOf(league, player);
    const grant = this.grants.get(key);
    if (grant !== undefined) grant.lost = true;
    this.grants.delete(key);
    for (const listener of this.listeners) listener(league, player);
  }

  /** Asks the database about all sessions and memberships in use, and ends the streams of invalid ones. */
  look(): Promise<void> {
    this.looking ??= this.lookAgain().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  private async freshen(): Promise<void> {
    while (!this.fresh()) await this.look();
  }

  private async lookAgain(): Promise<void> {
    const at = performance.now();
    const asked = new Map<string, Membership>();
    for (const [key, grant] of this.grants) {
      if (at - grant.usedAt > FORGET_AFTER_MS) this.grants.delete(key);
      else asked.set(key, grant);
    }
    for (const source of this.sources) {
      for (const each of source()) asked.set(keyOf(each.league, each.player), each);
    }
    const memberships = [...asked.values()];
    const [strangers] = await Promise.all([this.leagues.strangers(memberships), this.sessions.check()]);
    for (const i of strangers) {
      const gone = memberships[i];
      if (gone !== undefined) this.lose(gone.league, gone.player);
    }
    for (const key of asked.keys()) {
      const grant = this.grants.get(key);
      if (grant !== undefined && !grant.lost) grant.confirmedAt = Math.max(grant.confirmedAt, at);
    }
    this.lookedAt = at;
  }
}

function counts(at: number): boolean {
  return performance.now() - at <= COUNTS_FOR_MS;
}

function keyOf(league: string, player: string): string {
  return `${league}\n${player}`;
}
