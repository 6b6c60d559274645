import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { type Announcement, type Cause, type Feed, feedSchema, type RulesName } from '@sunday-live/contract';
import { CONFIG, type Config } from '../../../config/config.js';
import { Bus } from '../../../platform/bus/bus.js';
import { FEED_CHANNEL, SLATE_CHANNEL } from '../../../platform/bus/channels.js';
import { Clock } from '../../../platform/clock/clock.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { AnnouncementBoard } from '../../announcements/announcement-board.js';
import { FeedStateService } from '../../feed/feed-state.service.js';
import { LeagueDirectory } from '../../leagues/league-directory.js';
import { type SlateEvent, type SlateNotice, slateNoticeSchema } from '../../slate/slate-event.js';
import { SlateLog } from '../../slate/slate-log.js';
import { NodeStandings } from '../../standings/node-standings.js';
import type { Frame, Position } from '../frame.js';
import { type CatchUp, LiveHub, type LiveListener } from '../live-hub.js';
import { type ChannelSource, LeagueChannel } from './league-channel.js';

/** The bus may lose a hint: the log's head is read this often. */
const HEAD_CHECK_MS = 5_000;
/** Events without news (clocks, cards) are gathered for this long. */
const GATHER_MS = 100;
/** A channel that nobody watches is kept this long, for those who come right back. */
const IDLE_CHANNEL_MS = 60_000;
const REPAIR_BATCH = 1_000;

@Injectable()
export class LiveHubService extends LiveHub implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(LiveHubService.name);
  private readonly channels = new Map<string, LeagueChannel>();
  private readonly opening = new Map<string, Promise<LeagueChannel>>();
  private readonly listeners = new Set<LiveListener>();
  private readonly undo: (() => Promise<void>)[] = [];
  private announcements: Announcement[] = [];
  private feed: Feed = { state: 'ok', asOf: null };
  private notices: SlateNotice[] = [];
  /** Everything that waits for the database runs one after the other. */
  private chain: Promise<void> = Promise.resolve();
  private busy = false;
  /** An event asked for a reload that has not succeeded yet: nothing may be folded before. */
  private outdated = false;
  private gather: NodeJS.Timeout | null = null;
  private lastQuietFlush = 0;
  private headCheck: NodeJS.Timeout | null = null;
  private readonly source: ChannelSource = {
    state: () => this.standings.state,
    engine: (rules) => this.engineOf(rules),
    announcements: (league) => this.announcementsFor(league),
  };

  constructor(
    private readonly standings: NodeStandings,
    private readonly log: SlateLog,
    private readonly bus: Bus,
    private readonly leagues: LeagueDirectory,
    private readonly board: AnnouncementBoard,
    private readonly feedState: FeedStateService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'worker') return;
    this.undo.push(await this.bus.subscribe(SLATE_CHANNEL, (message) => this.onNotice(message)));
    this.undo.push(await this.bus.subscribe(FEED_CHANNEL, (message) => this.onFeed(message)));
    this.feed = await this.feedState.current();
    await this.exclusively(() => this.reload(null));
    this.headCheck = setInterval(() => void this.exclusively(() => this.checkHead()), HEAD_CHECK_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.headCheck !== null) clearInterval(this.headCheck);
    if (this.gather !== null) clearTimeout(this.gather);
    await Promise.all(this.undo.map((stop) => stop()));
    await this.chain;
  }

  async watch(league: string): Promise<() => void> {
    const channel = this.channels.get(league) ?? (await this.open(league));
    channel.watchers += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      channel.watchers -= 1;
      if (channel.watchers === 0) setTimeout(() => this.close(channel), IDLE_CHANNEL_MS).unref();
    };
  }

  catchUp(league: string, since: Position | null, viewer: number): CatchUp {
    const channel = this.channels.get(league);
    if (channel === undefined) throw new AppError('not-found', 'the league is not watched on this node');
    this.send(channel, channel.flush());
    return channel.catchUp(since, viewer, this.clock.now(), this.feed);
  }

  isMember(league: string, playerId: string): Promise<boolean> {
    return this.leagues.isMember(league, playerId);
  }

  status(): { position: Position; feed: Feed } {
    const { epoch, seq } = this.standings.state;
    return { position: { epoch, seq }, feed: this.feed };
  }

  listen(listener: LiveListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async open(league: string): Promise<LeagueChannel> {
    const underway = this.opening.get(league);
    if (underway !== undefined) return underway;
    const opening = this.exclusively(() => this.create(league)).finally(() => this.opening.delete(league));
    this.opening.set(league, opening);
    return opening;
  }

  private async create(league: string): Promise<LeagueChannel> {
    const rules = await this.leagues.rulesOf(league);
    if (rules === null) throw new AppError('not-found');
    if (this.standings.engine(rules) === null) {
      this.standings.useRules(rules);
      await this.reload(null);
    }
    const channel = new LeagueChannel(league, rules, await this.membersOf(league), this.source);
    this.channels.set(league, channel);
    return channel;
  }

  private close(channel: LeagueChannel): void {
    if (channel.watchers === 0 && this.channels.get(channel.league) === channel) {
      this.channels.delete(channel.league);
    }
  }

  private onNotice(message: string): void {
    const parsed = slateNoticeSchema.safeParse(JSON.parse(message));
    if (!parsed.success) {
      this.logger.error(`a slate notice was not understood: ${parsed.error.message}`);
      return;
    }
    const notice = parsed.data;
    if (!this.busy && !this.outdated && this.follows(notice)) {
      if (this.applyAll(notice.events)) return;
      void this.exclusively(() => this.reload(lastCause(notice.events)));
      return;
    }
    this.notices.push(notice);
    void this.exclusively(() => this.drain());
  }

  /** True when the notice carries exactly what comes next (some of it may be known already). */
  private follows(notice: SlateNotice): boolean {
    const { epoch, seq } = this.standings.state;
    const first = notice.events[0];
    return first !== undefined && notice.epoch === epoch && first.seq <= seq + 1;
  }

  private async drain(): Promise<void> {
    for (let notice = this.notices.shift(); notice !== undefined; notice = this.notices.shift()) {
      const { epoch, seq } = this.standings.state;
      if (this.outdated || notice.epoch !== epoch) await this.checkHead();
      else if (notice.head <= seq) continue;
      else if (!this.follows(notice)) await this.repair();
      else if (!this.applyAll(notice.events)) await this.reload(lastCause(notice.events));
    }
  }

  /** Compares with the log: finds what the bus lost, and a history that was reset. */
  private async checkHead(): Promise<void> {
    const stream = await this.log.stream();
    const { epoch, seq } = this.standings.state;
    if (this.outdated || stream.epoch !== epoch) await this.reload(null);
    else if (stream.head > seq) await this.repair();
  }

  /** Reads the missing events from the log. */
  private async repair(): Promise<void> {
    for (;;) {
      const { epoch, seq } = this.standings.state;
      const events = await this.log.readAfter(epoch, seq, REPAIR_BATCH);
      const [first] = events;
      if (first === undefined) return;
      const complete = first.seq === seq + 1;
      if (!complete || !this.applyAll(events)) return this.reload(lastCause(events));
    }
  }

  /** Folds events in order, skipping known ones. False when the state must be read anew. */
  private applyAll(events: readonly SlateEvent[]): boolean {
    for (const event of events) {
      if (event.seq <= this.standings.state.seq) continue;
      if (!this.apply(event)) return false;
    }
    this.gatherQuiet();
    return true;
  }

  private apply(event: SlateEvent): boolean {
    const folded = this.standings.fold(event);
    if (folded.reload) {
      this.outdated = true;
      return false;
    }
    const { body } = event;
    if (body.kind === 'announcement') this.follow(body.announcement);
    for (const channel of this.channels.values()) {
      const gone = goneFrom(channel, event);
      if (gone !== null) {
        channel.restart(gone.n);
        this.expel(channel.league, gone.player);
        this.resync(channel.league, 'member-left');
        continue;
      }
      this.send(channel, channel.note(event, folded));
      if (!channel.outgrown() && !(body.kind === 'card' && body.card === null)) continue;
      channel.restart();
      this.resync(channel.league, 'table-changed');
    }
    return true;
  }

  /** Quiet events leave at once when none left lately, otherwise when the moment is over. */
  private gatherQuiet(): void {
    if (this.gather !== null) return;
    const wait = Math.max(0, this.lastQuietFlush + GATHER_MS - Date.now());
    if (wait === 0) {
      this.flushQuiet();
      return;
    }
    this.gather = setTimeout(() => {
      this.gather = null;
      this.flushQuiet();
    }, wait);
  }

  private flushQuiet(): void {
    let any = false;
    for (const channel of this.channels.values()) {
      if (!channel.hasPending) continue;
      any = true;
      this.send(channel, channel.flush());
    }
    if (any) this.lastQuietFlush = Date.now();
  }

  /** Reads the whole state anew and tells every channel the difference, all in one tick. */
  private async reload(cause: Cause | null): Promise<void> {
    const state = await this.standings.read();
    const announcements = await this.board.current();
    const members = new Map<LeagueChannel, Set<number> | 'all'>();
    for (const channel of this.channels.values()) members.set(channel, await this.membersOf(channel.league));

    this.standings.install(state);
    this.announcements = announcements;
    this.outdated = false;
    const at = this.clock.now().toISOString();
    for (const [channel, numbers] of members) {
      const frames = channel.reloaded(numbers, at, cause);
      if (frames === null) this.resync(channel.league, 'history-reset');
      else this.send(channel, frames);
    }
  }

  private async membersOf(league: string): Promise<Set<number> | 'all'> {
    const members = await this.leagues.memberNumbers(league);
    return members === 'all' ? 'all' : new Set(members);
  }

  /** Runs database work alone; notices that arrive meanwhile wait for it. */
  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.chain.then(async () => {
      this.busy = true;
      try {
        return await work();
      } finally {
        this.busy = false;
      }
    });
    this.chain = result.then(
      () => undefined,
      (error: unknown) => {
        if (!(error instanceof AppError)) this.logger.error(`the live hub failed: ${String(error)}`);
      },
    );
    return result;
  }

  private engineOf(rules: RulesName): NonNullable<ReturnType<NodeStandings['engine']>> {
    const engine = this.standings.engine(rules);
    if (engine === null) throw new Error(`no standings engine for the rules ${rules}`);
    return engine;
  }

  private announcementsFor(league: string): Announcement[] {
    const now = this.clock.now().toISOString();
    return this.announcements.filter(
      (each) =>
        (each.league === null || each.league === league) && (each.expiresAt === null || each.expiresAt > now),
    );
  }

  private follow(announcement: Announcement): void {
    const others = this.announcements.filter((each) => each.id !== announcement.id);
    this.announcements = announcement.withdrawnAt === null ? [announcement, ...others] : others;
  }

  private onFeed(message: string): void {
    const parsed = feedSchema.safeParse(JSON.parse(message));
    if (!parsed.success) return;
    this.feed = parsed.data;
    for (const listener of this.listeners) listener.feed(parsed.data);
  }

  private send(channel: LeagueChannel, frames: readonly Frame[]): void {
    for (const frame of frames) for (const listener of this.listeners) listener.frame(channel.league, frame);
  }

  private resync(league: string, reason: string): void {
    for (const listener of this.listeners) listener.resync(league, reason);
  }

  private expel(league: string, player: string): void {
    for (const listener of this.listeners) listener.expelled(league, player);
  }
}

/** Who leaves the channel's league by this event, or null. */
function goneFrom(channel: LeagueChannel, { body }: SlateEvent): { n: number; player: string } | null {
  if (body.kind === 'member-left') return body.league === channel.league ? body : null;
  return body.kind === 'player-removed' && channel.has(body.n) ? body : null;
}

function lastCause(events: readonly SlateEvent[]): Cause | null {
  for (const { body } of [...events].reverse()) {
    if (body.kind === 'games' && body.cause !== undefined) return body.cause;
  }
  return null;
}
