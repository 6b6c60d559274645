import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { BoundedMap } from '../../platform/cache/caches.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SessionService } from '../auth/session.service.js';
import { SessionEvents } from '../auth/session-ended.js';
import { Rate } from './socket/packet-rates.js';
import { type Viewer, viewerOf } from './viewer.js';

/** A session counts as alive for this long without another check (ms). */
const STALE_AFTER_MS = 4_800;
/** Sessions that were not used for this time are forgotten (ms). */
const FORGET_AFTER_MS = 60_000;
/** Maximum number of remembered sessions; beyond it the least recently used one costs another look-up. */
const REMEMBERED = { entries: 50_000, bytes: 32 * 1024 * 1024 };
/** Estimated size of an entry without its texts, bytes. */
const ENTRY_BYTES = 200;
/** Maximum number of look-ups of one session in a period: enough for a player's tabs after a restart. */
const LOOK_UPS_PER_SECOND = 5;
const LOOK_UP_BURST = 40;

interface Known {
  readonly viewer: Viewer;
  readonly lookedUpAt: number;
  usedAt: number;
}

/** A session ended: its id, or null for all sessions of the player. */
export type EndedListener = (sessionId: string | null, playerId: string) => void;

/**
 * Sessions of viewers. A session is looked up once; from then on `check`, called every few seconds, asks for all of
 * them together. So thousands of polls cost no query of their own, and an ended session ends its streams soon, even
 * without a notice.
 *
 * The key is the value of the session cookie: it has one spelling per session, and only values that this site signed
 * are accepted. Nothing else of a client's headers is kept.
 */
@Injectable()
export class LiveSessions {
  private readonly known = new BoundedMap<string, Known>({
    ...REMEMBERED,
    sizeOf: (cookie) => 2 * cookie.length + ENTRY_BYTES,
  });
  /** Running look-ups. */
  private readonly asking = new Map<string, Promise<Viewer | null>>();
  /** Number of look-ups of each session. */
  private readonly rates = new BoundedMap<string, Rate>({
    entries: REMEMBERED.entries,
    ttlMs: FORGET_AFTER_MS,
  });
  private readonly sources: (() => Iterable<Viewer>)[] = [];
  private readonly listeners: EndedListener[] = [];
  /** Start of the last check of all sessions that were known then. */
  private checkedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly sessions: SessionService,
    private readonly events: SessionEvents,
    @Inject(CONFIG) private readonly config: Pick<Config, 'rateLimits'>,
  ) {}

  /** Returns how much is kept, in entries and bytes. */
  get remembered(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.known.size, bytes: this.known.bytes };
  }

  /** Starts to listen for ended sessions. @returns a function that stops it */
  start(): () => void {
    return this.events.onEnded((sessionId, playerId) => this.ended(sessionId, playerId));
  }

  /** Registers open streams, whose sessions are checked. */
  watch(source: () => Iterable<Viewer>): void {
    this.sources.push(source);
  }

  onEnded(listener: EndedListener): void {
    this.listeners.push(listener);
  }

  /**
   * Returns the player who sends these headers, or null; from memory while fresh.
   * @throws AppError too-many-requests when this session is looked up too often
   */
  async find(headers: IncomingHttpHeaders): Promise<Viewer | null> {
    const cookie = this.sessions.cookieOf(headers);
    if (cookie === null) return null;
    return this.recallViewer(cookie) ?? (await this.ask(cookie));
  }

  /** The same without waiting. Null: unknown, or not certainly alive. */
  recall(headers: IncomingHttpHeaders): Viewer | null {
    const cookie = this.sessions.cookieOf(headers);
    return cookie === null ? null : this.recallViewer(cookie);
  }

  private recallViewer(cookie: string): Viewer | null {
    const known = this.known.get(cookie);
    const now = performance.now();
    if (known === undefined || now - Math.max(known.lookedUpAt, this.checkedAt) > STALE_AFTER_MS) return null;
    known.usedAt = now;
    return known.viewer;
  }

  /** Checks every session in use with one query, and ends the streams of ended ones. */
  async check(): Promise<void> {
    const now = performance.now();
    for (const [cookie, { usedAt }] of this.known) {
      if (now - usedAt > FORGET_AFTER_MS) this.known.delete(cookie);
    }
    const ids = new Set<string>();
    for (const { sessionId } of this.inUse()) ids.add(sessionId);
    if (ids.size > 0) this.end(new Set(await this.sessions.endedOf([...ids])));
    this.checkedAt = now;
  }

  private end(gone: ReadonlySet<string>): void {
    if (gone.size === 0) return;
    for (const viewer of [...this.inUse()]) {
      if (gone.has(viewer.sessionId)) this.ended(viewer.sessionId, viewer.id);
    }
  }

  private *inUse(): Generator<Viewer> {
    for (const [, { viewer }] of this.known) yield viewer;
    for (const source of this.sources) yield* source();
  }

  private async ask(cookie: string): Promise<Viewer | null> {
    const asking = this.asking.get(cookie);
    if (asking !== undefined) return asking;
    const token = this.sessions.verify(cookie);
    if (token === null) return null;
    // a substring keeps its whole string alive: here that would be all headers of the request
    const key = Buffer.from(cookie).toString();
    this.count(key);
    const lookUp = this.lookUp(key, token);
    this.asking.set(key, lookUp);
    return lookUp;
  }

  private count(cookie: string): void {
    if (!this.config.rateLimits) return;
    const now = performance.now();
    const rate = this.rates.get(cookie) ?? new Rate(now, LOOK_UPS_PER_SECOND, LOOK_UP_BURST);
    this.rates.set(cookie, rate);
    if (rate.take(now) < 0) throw new AppError('too-many-requests', undefined, undefined, 1);
  }

  private async lookUp(cookie: string, token: string): Promise<Viewer | null> {
    const askedAt = performance.now();
    try {
      const player = await this.sessions.fromToken(token);
      if (player === null) return null;
      const viewer = viewerOf(player);
      this.known.set(cookie, { viewer, lookedUpAt: askedAt, usedAt: askedAt });
      return viewer;
    } finally {
      this.asking.delete(cookie);
    }
  }

  private ended(sessionId: string | null, playerId: string): void {
    for (const [cookie, { viewer }] of this.known) {
      if (viewer.id === playerId && (sessionId === null || viewer.sessionId === sessionId)) {
        this.known.delete(cookie);
      }
    }
    for (const listener of this.listeners) listener(sessionId, playerId);
  }
}
