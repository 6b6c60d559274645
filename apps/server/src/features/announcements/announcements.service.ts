import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import {
  type Announcement,
  type AnnouncementChange,
  type AnnouncementReach,
  EVERYONE,
  type NewAnnouncement,
  type WrittenAnnouncement,
} from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { PollingLoop } from '../../platform/async/polling-loop.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { type NewEvent, SlateLog } from '../slate/slate-log.js';
import { AnnouncementStore, type Desk } from './announcement.store.js';
import { toAnnouncement, toWritten } from './announcement-board.js';
import { AnnouncementMails } from './announcement-mails.js';
import type { AnnouncementRow } from './announcements.sql.js';

/** Live broadcasts: written by admins or a league's commissioner, shown to everybody or to that league. */
@Injectable()
export class AnnouncementsService {
  constructor(
    private readonly log: SlateLog,
    private readonly store: AnnouncementStore,
    private readonly mails: AnnouncementMails,
    private readonly leagues: LeagueDirectory,
    private readonly audit: AuditLog,
  ) {}

  /** Announcements that the player may read, newest first; with `history`, expired ones, too. */
  async recent(player: string, history: boolean): Promise<Announcement[]> {
    return (await this.store.readableBy(player, history)).map(toAnnouncement);
  }

  /** Returns everything that a player ever wrote, oldest first. */
  async writtenBy(player: string): Promise<Announcement[]> {
    return (await this.store.writtenBy(player)).map(toAnnouncement);
  }

  /** Returns all of a desk, in every state, upcoming ones first. */
  async ofDesk(desk: Desk): Promise<WrittenAnnouncement[]> {
    return (await this.store.ofDesk(desk)).map((row) => toWritten(row, row.now));
  }

  /** Returns how many players an announcement would reach by email now. @param league null: everybody */
  async reach(league: string | null): Promise<AnnouncementReach> {
    return { emails: await this.mails.reach(this.log.manager, league) };
  }

  /**
   * Publishes it on the log and by email now, or stores it for its time.
   * @throws AppError `not-found` for an unknown league
   */
  async create(author: Author, input: NewAnnouncement): Promise<Announcement> {
    return this.write(author, async (tx) => {
      if (input.league !== null && !(await this.store.leagueExists(tx, input.league))) {
        throw new AppError('not-found', 'There is no such league.');
      }
      const row = await this.store.insert(tx, author.actor?.id ?? null, input);
      if (row.publishedAt !== null) await this.mails.send(tx, row);
      return { before: undefined, row };
    });
  }

  /**
   * Changes it everywhere.
   * @throws AppError `not-found`, also for one that was withdrawn or belongs to another desk; `conflict` when the
   * time of a published one would change
   */
  async change(author: Author, desk: Desk, id: string, change: AnnouncementChange): Promise<Announcement> {
    return this.write(author, async (tx) => {
      const before = await this.demand(tx, desk, id);
      if (change.publishAt !== undefined && before.publishedAt !== null) {
        throw new AppError('conflict', 'It is out already: its time cannot change.');
      }
      return { before, row: await this.store.update(tx, id, change) };
    });
  }

  /** Withdraws it everywhere. @throws AppError `not-found` */
  async withdraw(author: Author, desk: Desk, id: string): Promise<void> {
    await this.write(author, async (tx) => {
      const before = await this.demand(tx, desk, id);
      return { before, row: await this.store.withdraw(tx, id) };
    });
  }

  /** Publishes scheduled announcements that are due. Safe to repeat. @returns their number */
  async publishDue(): Promise<number> {
    if (!(await this.store.someDue())) return 0;
    return this.log.write(async (tx, log) => {
      await log.lock();
      const rows = await this.store.publishDue(tx);
      const events: NewEvent[] = [];
      for (const row of rows) {
        await this.mails.send(tx, row);
        events.push(await this.eventOf(tx, row));
      }
      await log.append(events);
      return rows.length;
    });
  }

  private async demand(tx: EntityManager, desk: Desk, id: string): Promise<AnnouncementRow> {
    const row = await this.store.find(tx, desk, id);
    if (row === null) throw new AppError('not-found');
    return row;
  }

  /** Stores by `work`, appends published announcements to the log, and records the change. */
  private async write(
    author: Author,
    work: (tx: EntityManager) => Promise<{ before: AnnouncementRow | undefined; row: AnnouncementRow }>,
  ): Promise<Announcement> {
    return this.log.write(async (tx, log) => {
      await log.lock();
      const { before, row } = await work(tx);
      if (row.publishedAt !== null) await log.append([await this.eventOf(tx, row)]);
      const after = toAnnouncement(row);
      await this.audit.record(tx, author, {
        target: `announcement/${row.id}`,
        before: before === undefined ? undefined : toAnnouncement(before),
        after,
      });
      return after;
    });
  }

  /** Names the members, so that every node knows the audience, whatever leagues its clients watch. */
  private async eventOf(tx: EntityManager, row: AnnouncementRow) {
    const { leagueId: league } = row;
    const announcement = toAnnouncement(row);
    const audience = await this.leagues.memberNumbers(league ?? EVERYONE, tx);
    if (audience === 'all') return { body: { kind: 'announcement' as const, announcement } };
    return { body: { kind: 'announcement' as const, announcement, audience } };
  }
}

const CHECK_EVERY_MS = 1_000;

/** Publishes announcements at their time. Several workers may run it: the second finds nothing to do. */
@Injectable()
export class AnnouncementPublisher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(AnnouncementPublisher.name);
  private readonly loop = new PollingLoop(
    () => this.announcements.publishDue(),
    () => CHECK_EVERY_MS,
    (error) => this.logger.warn(`announcements were not let out: ${String(error)}`),
  );

  constructor(
    private readonly announcements: AnnouncementsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}
