import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { type Cause, type Feed, feedSchema, type RulesName } from '@sunday-live/contract';
import type { StandingsEngine } from '@sunday-live/scoring';
import { Counter } from 'prom-client';
import { CONFIG, type Config } from '../../../config/config.js';
import { Clock } from '../../../platform/async/clock.js';
import { Bus, FEED_CHANNEL } from '../../../platform/bus/bus.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { Metrics } from '../../../platform/health/metrics.js';
import { AnnouncementBoard } from '../../announcements/announcement-board.js';
import { FeedStateService } from '../../feed/feed-state.service.js';
import { LeagueDirectory } from '../../leagues/league-directory.js';
import type { Folded } from '../../projection/fold-event.js';
import { LogFollower, type LogListener } from '../../projection/log-follower.js';
import { NodeStandings } from '../../projection/node-standings.js';
import type { SlateEvent } from '../../slate/slate-event.js';
import { type CatchUp, LiveHub, type LiveListener } from '../live-hub.js';
import { LiveRights } from '../live-rights.js';
import { FrameRounds } from './frame-rounds.js';
import type { Frame, Position } from './frames.js';
import { Gathering } from './gathering.js';
import { LeagueChannel } from './league-channel.js';
import type { ChannelSource } from './league-table.js';
import { ResyncPace } from './resync-pace.js';
import { WatchedAnnouncements } from './watched-announcements.js';

/** Events that may wait (clocks, cards) are gathered for this long, ms. */
const GATHER_MS = 100;
/** Events of which the clients of a league see nothing are gathered for this long, ms: thousands save cards in a minute. */
const GATHER_BLANK_MS = 1_000;
/** A change of the feed's state reaches everybody at most this often (ms): it may change with every poll. */
const FEED_NEWS_MS = 1_000;
/** The feed's state is also read this often (ms), because no message reports that all workers are gone. */
const FEED_CHECK_MS = 5_000;
/** A channel without viewers is kept this long (ms), for clients that return at once. */
const IDLE_CHANNEL_MS = 60_000;

type Members = Set<number> | 'all';

/** The watched leagues of this node: turns events of the log into frames of each league's channel. */
@Injectable()
export class LiveHubService
  extends LiveHub
  implements LogListener, OnApplicationBootstrap, OnApplicationShutdown
{
  private readonly logger = new Logger(LiveHubService.name);
  private readonly channels = new Map<string, LeagueChannel>();
  private readonly opening = new Map<string, Promise<LeagueChannel>>();
  private readonly listeners = new Set<LiveListener>();
  private readonly announcements = new WatchedAnnouncements();
  private feed: Feed = { state: 'ok', asOf: null };
  private unsubscribe: (() => Promise<void>) | null = null;
  private feedCheck: NodeJS.Timeout | null = null;
  /** The feed's state that clients know. */
  private toldFeed: Feed['state'] = 'ok';
  private readonly feedNews: Gathering;
  private readonly quiet: Gathering;
  private readonly blank: Gathering;
  private readonly pace: ResyncPace;
  private readonly rounds = new FrameRounds(
    (channel) => this.send(channel, channel.flush()),
    (league) => this.viewersOf(league),
    (error) => this.roundFailed(error),
  );
  private readonly source: ChannelSource = {
    state: () => this.standings.state,
    engine: (rules) => this.engineOf(rules),
    announcements: (league) => this.announcements.of(league),
    watching: (league, players) => this.among(league, players),
    snapshotBuilt: () => this.snapshotsBuilt.inc(),
    ticks: () => performance.now(),
  };
  private readonly snapshotsBuilt: Counter;

  constructor(
    private readonly standings: NodeStandings,
    private readonly follower: LogFollower,
    private readonly bus: Bus,
    private readonly leagues: LeagueDirectory,
    private readonly board: AnnouncementBoard,
    private readonly rights: LiveRights,
    private readonly feedState: FeedStateService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    metrics: Metrics,
  ) {
    super();
    this.snapshotsBuilt = new Counter({
      name: 'live_snapshots_built_total',
      help: 'Snapshots whose state was collected and encoded; one may go to many',
      registers: [metrics.registry],
    });
    this.pace = new ResyncPace((channel, reason) => this.resync(channel, reason), rights);
    this.feedNews = new Gathering(FEED_NEWS_MS, rights, () => this.sayFeed());
    this.quiet = new Gathering(GATHER_MS, rights, () => this.flush(({ hasNews }) => hasNews));
    this.blank = new Gathering(GATHER_BLANK_MS, rights, () => this.flush(({ hasPending }) => hasPending));
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'worker') return;
    this.unsubscribe = await this.bus.subscribe(FEED_CHANNEL, (message) => this.onFeed(message));
    this.feed = await this.feedState.current();
    this.toldFeed = this.feed.state;
    this.feedCheck = setInterval(() => void this.checkFeed(), FEED_CHECK_MS);
    await this.follower.start(this);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.feedCheck !== null) clearInterval(this.feedCheck);
    this.feedNews.stop();
    this.quiet.stop();
    this.blank.stop();
    this.pace.stop();
    this.rounds.stop();
    await this.unsubscribe?.();
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

  catchUp(
    league: string,
    since: Position | null,
    viewer: number,
    watches?: (league: string) => boolean,
  ): CatchUp {
    const channel = this.channels.get(league);
    if (channel === undefined) throw new AppError('not-found', 'the league is not watched on this node');
    this.send(channel, channel.flush());
    return channel.catchUp(since, viewer, this.clock.now(), this.feed, watches);
  }

  status(): { position: Position; feed: Feed } {
    const { epoch, seq } = this.standings.state;
    return { position: { epoch, seq }, feed: this.feed };
  }

  listen(listener: LiveListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Delays events until the rights of all streams have been checked. */
  ready(): Promise<void> | null {
    return this.rights.ready();
  }

  folded(event: SlateEvent, folded: Folded): void {
    const { body } = event;
    if (body.kind === 'announcement') this.announcements.follow(body.announcement);
    else if (body.kind === 'member-left') this.rights.lose(body.league, body.player);
    for (const channel of this.channels.values()) {
      if (body.kind === 'player-removed') this.rights.lose(channel.league, body.player);
      this.send(channel, channel.note(event, folded), reasonOf(event));
    }
    if (folded.cause !== null) this.rounds.add(this.channels.values());
  }

  settled(): void {
    this.quiet.ask();
    this.blank.ask();
  }

  async prepareReload(): Promise<(cause: Cause | null) => void> {
    const askedAt = performance.now();
    const board = await this.board.current([...this.channels.keys()]);
    const members = new Map<LeagueChannel, Members>();
    for (const channel of this.channels.values()) members.set(channel, await this.membersOf(channel.league));
    await this.rights.ready();
    return (cause) => {
      this.announcements.take(board, this.channels.keys(), askedAt);
      const at = this.clock.now().toISOString();
      for (const [channel, numbers] of members) {
        this.send(channel, channel.reloaded(numbers, at, cause), 'history-reset');
      }
      // an event that ends a right may be among those that the reload covers
      this.rights.look().catch((error: unknown) => this.logger.warn(`looking at rights: ${String(error)}`));
    };
  }

  private async open(league: string): Promise<LeagueChannel> {
    const underway = this.opening.get(league);
    if (underway !== undefined) return underway;
    const opening = this.create(league).finally(() => this.opening.delete(league));
    this.opening.set(league, opening);
    return opening;
  }

  private async create(league: string): Promise<LeagueChannel> {
    const rules = await this.leagues.rulesOf(league);
    if (rules === null) throw new AppError('not-found');
    return this.follower.exclusively(async () => {
      if (this.standings.engine(rules) === null) {
        this.standings.useRules(rules);
        await this.follower.reload(null);
      }
      const members = await this.membersOf(league);
      const askedAt = performance.now();
      const board = await this.board.current([...this.channels.keys(), league]);
      this.announcements.take(board, [...this.channels.keys(), league], askedAt);
      const channel = new LeagueChannel(league, rules, members, this.source);
      this.channels.set(league, channel);
      return channel;
    });
  }

  private close(channel: LeagueChannel): void {
    if (channel.watchers === 0 && this.channels.get(channel.league) === channel) {
      this.channels.delete(channel.league);
      this.announcements.forget(channel.league);
    }
  }

  /** @returns false when there was nothing to send */
  private flush(which: (channel: LeagueChannel) => boolean): boolean {
    return this.rounds.add([...this.channels.values()].filter(which)) > 0;
  }

  private *among(league: string, players: ReadonlySet<number>): Generator<number> {
    for (const listener of this.listeners) yield* listener.among(league, players);
  }

  private viewersOf(league: string): number {
    let viewers = 0;
    for (const listener of this.listeners) viewers += listener.watching(league);
    return viewers;
  }

  /** Handles events that some leagues have missed: a reload finds the difference. */
  private roundFailed(error: unknown): void {
    this.logger.error(`making frames failed: ${String(error)}`);
    this.follower.exclusively(() => this.follower.reload(null)).catch(() => undefined);
  }

  private async membersOf(league: string): Promise<Members> {
    const members = await this.leagues.memberNumbers(league);
    return members === 'all' ? 'all' : new Set(members);
  }

  private engineOf(rules: RulesName): StandingsEngine {
    const engine = this.standings.engine(rules);
    if (engine === null) throw new Error(`no standings engine for the rules ${rules}`);
    return engine;
  }

  private onFeed(message: string): void {
    const parsed = feedSchema.safeParse(JSON.parse(message));
    if (parsed.success) this.tellFeed(parsed.data);
  }

  private async checkFeed(): Promise<void> {
    this.announcements.prune();
    try {
      this.tellFeed(await this.feedState.current());
    } catch (error) {
      this.logger.warn(`the feed's state could not be read: ${String(error)}`);
    }
  }

  /** Sends a change of the feed's state; heartbeats carry the state anyway. */
  private tellFeed(feed: Feed): void {
    this.feed = feed;
    if (feed.state !== this.toldFeed) this.feedNews.ask();
  }

  private sayFeed(): boolean {
    if (this.feed.state === this.toldFeed) return false;
    this.toldFeed = this.feed.state;
    for (const listener of this.listeners) listener.feed(this.feed);
    return true;
  }

  /**
   * Sends nothing while the rights are uncertain; afterwards the league starts again.
   * @param reason of the restart, should the channel be outdated
   */
  private send(channel: LeagueChannel, frames: readonly Frame[], reason = 'table-changed'): void {
    if (frames.length > 0 && !this.rights.fresh()) channel.stop();
    if (channel.outdated) this.pace.request(channel, reason);
    else
      for (const frame of frames)
        for (const listener of this.listeners) listener.frame(channel.league, frame);
  }

  private resync(channel: LeagueChannel, reason: string): void {
    channel.restart();
    for (const listener of this.listeners) listener.resync(channel.league, reason, channel.position);
  }
}

function reasonOf({ body }: SlateEvent): string {
  return body.kind === 'member-left' || body.kind === 'player-removed' ? 'member-left' : 'table-changed';
}
