import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SessionService } from '../players/session.service.js';
import { SessionEvents } from '../players/session-ended.js';
import type { Viewer } from './viewer.js';

/** How long a session that was seen counts as alive without looking again. */
export const SESSION_FRESH_MS = 4_000;
/** Cookies not used for this time are forgotten. */
const FORGET_AFTER_MS = 60_000;

interface Known {
  readonly viewer: Viewer;
  checkedAt: number;
  usedAt: number;
}

/** A session ended: its id, or null for all of the player. */
export type EndedListener = (sessionId: string | null, playerId: string) => void;

/**
 * Sessions of those who watch. A cookie is looked up once; from then on one query every few seconds asks for all
 * of them together, so that thousands of polls cost no query of their own and an ended session ends its streams soon,
 * with or without a notice.
 */
@Injectable()
export class LiveSessions {
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<Viewer | null>>();
  readonly #sources: (() => Iterable<Viewer>)[] = [];
  readonly #listeners: EndedListener[] = [];
  #stop: (() => void) | null = null;
  #now: () => number = () => performance.now();

  constructor(
    private readonly sessions: SessionService,
    private readonly db: DataSource,
    private readonly events: SessionEvents,
  ) {}

  /** Starts to listen for ended sessions and to look at all of them now and then. Undone by the returned function. */
  start(failed: (error: unknown) => void): () => void {
    const off = this.events.onEnded((sessionId, playerId) => this.#ended(sessionId, playerId));
    const timer = setInterval(() => void this.check().catch(failed), SESSION_FRESH_MS);
    timer.unref();
    this.#stop = () => {
      clearInterval(timer);
      off();
    };
    return this.#stop;
  }

  /** Registers open streams whose sessions have to stay alive. */
  watch(source: () => Iterable<Viewer>): void {
    this.#sources.push(source);
  }

  onEnded(listener: EndedListener): void {
    this.#listeners.push(listener);
  }

  /** Who sends these headers, or null; from memory while fresh. */
  async find(headers: IncomingHttpHeaders): Promise<Viewer | null> {
    const { cookie } = headers;
    if (cookie === undefined) return null;
    return this.recall(cookie) ?? (await this.#ask(cookie, headers));
  }

  /** The same without waiting: null = not known, or not surely alive. */
  recall(cookie: string): Viewer | null {
    const known = this.#known.get(cookie);
    const now = this.#now();
    if (known === undefined || now - known.checkedAt > SESSION_FRESH_MS * 1.2) return null;
    known.usedAt = now;
    return known.viewer;
  }

  /** Asks for every session in use at once and ends the streams of those that are gone. */
  async check(): Promise<void> {
    const now = this.#now();
    const viewers = this.#inUse(now);
    if (viewers.size === 0) return;
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT s.id FROM "session" s JOIN "user" u ON u.id = s."userId"
       WHERE s.id = ANY($1) AND s."expiresAt" > now() AND u.banned_at IS NULL`,
      [[...viewers.keys()]],
    );
    const alive = new Set(rows.map(({ id }) => id));
    for (const known of this.#known.values()) {
      if (alive.has(known.viewer.sessionId)) known.checkedAt = now;
    }
    for (const [sessionId, viewer] of viewers) {
      if (!alive.has(sessionId)) this.#ended(sessionId, viewer.id);
    }
  }

  #inUse(now: number): Map<string, Viewer> {
    const viewers = new Map<string, Viewer>();
    for (const [cookie, known] of this.#known) {
      if (now - known.usedAt > FORGET_AFTER_MS) this.#known.delete(cookie);
      else viewers.set(known.viewer.sessionId, known.viewer);
    }
    for (const source of this.#sources) {
      for (const viewer of source()) viewers.set(viewer.sessionId, viewer);
    }
    return viewers;
  }

  async #ask(cookie: string, headers: IncomingHttpHeaders): Promise<Viewer | null> {
    const asking = this.#asking.get(cookie) ?? this.#lookUp(cookie, headers);
    this.#asking.set(cookie, asking);
    return asking;
  }

  async #lookUp(cookie: string, headers: IncomingHttpHeaders): Promise<Viewer | null> {
    const askedAt = this.#now();
    try {
      const player = await this.sessions.fromHeaders(headers);
      if (player === null) return null;
      const viewer: Viewer = { id: player.id, n: player.n, sessionId: player.sessionId };
      this.#known.set(cookie, { viewer, checkedAt: askedAt, usedAt: askedAt });
      return viewer;
    } finally {
      this.#asking.delete(cookie);
    }
  }

  #ended(sessionId: string | null, playerId: string): void {
    for (const [cookie, { viewer }] of this.#known) {
      if (viewer.id === playerId && (sessionId === null || viewer.sessionId === sessionId)) {
        this.#known.delete(cookie);
      }
    }
    for (const listener of this.#listeners) listener(sessionId, playerId);
  }
}
