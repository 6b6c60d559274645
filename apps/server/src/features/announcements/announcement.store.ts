import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { AnnouncementChange, NewAnnouncement } from '@sunday-live/contract';
import { type EntityManager, IsNull, type Repository } from 'typeorm';
import { given, PAST } from '../../platform/database/statements.js';
import { LeagueEntity } from '../leagues/league.entity.js';
import { AnnouncementEntity } from './announcement.entity.js';
import {
  type AnnouncementRow,
  announcementsFor,
  announcementsOfDesk,
  publishDue,
} from './announcements.sql.js';

/** The desk whose announcements are managed: a league's, or all (null). */
export type Desk = string | null;

const LISTED = 200;
/** Maximum number listed per audience, unless the history is requested. */
const RECENT = 50;

/** The table of announcements. */
@Injectable()
export class AnnouncementStore {
  constructor(
    @InjectRepository(AnnouncementEntity) private readonly announcements: Repository<AnnouncementEntity>,
  ) {}

  /**
   * Returns what a player may read: announcements to everybody and to the player's leagues, newest first; with
   * `history` also expired ones. Each audience has its own limit, so that leagues do not displace each other.
   */
  readableBy(player: string, history: boolean): Promise<AnnouncementRow[]> {
    return announcementsFor(this.announcements.manager, player, history, history ? LISTED : RECENT);
  }

  /** Returns everything that a player ever wrote, oldest first. */
  writtenBy(player: string): Promise<AnnouncementRow[]> {
    return this.announcements.find({
      where: { createdById: player },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  /**
   * Returns all of a desk, in every state, newest first. For the admins, those of leagues do not displace those to
   * everybody.
   */
  ofDesk(desk: Desk): Promise<(AnnouncementRow & { now: Date })[]> {
    return announcementsOfDesk(this.announcements.manager, desk, LISTED);
  }

  leagueExists(tx: EntityManager, league: string): Promise<boolean> {
    return tx.existsBy(LeagueEntity, { id: league });
  }

  /** Returns one of a desk that is not withdrawn. */
  find(tx: EntityManager, desk: Desk, id: string): Promise<AnnouncementRow | null> {
    const ofDesk = desk === null ? {} : { leagueId: desk };
    return tx.findOneBy(AnnouncementEntity, { id, withdrawnAt: IsNull(), ...ofDesk });
  }

  /** Stores a new one; it is published at once when its time has come by the database's clock. */
  async insert(tx: EntityManager, author: string | null, input: NewAnnouncement): Promise<AnnouncementRow> {
    const { title, body, level, league, expiresAt, mail, publishAt } = input;
    const id = randomUUID();
    await tx
      .createQueryBuilder()
      .insert()
      .into(AnnouncementEntity)
      .values({
        ...{ id, title, body, level, mail, leagueId: league, createdById: author, expiresAt },
        publishAt: () => 'coalesce(:publishAt, now())',
        publishedAt: () => 'CASE WHEN :publishAt::timestamptz > now() THEN NULL ELSE now() END',
      })
      .setParameters({ publishAt })
      .updateEntity(false)
      .execute();
    return tx.findOneByOrFail(AnnouncementEntity, { id });
  }

  async update(tx: EntityManager, id: string, change: AnnouncementChange): Promise<AnnouncementRow> {
    const { expiresAt, publishAt, ...texts } = change;
    const dates = {
      expiresAt: expiresAt == null ? expiresAt : new Date(expiresAt),
      publishAt: publishAt === undefined ? undefined : new Date(publishAt),
    };
    await tx.update(
      AnnouncementEntity,
      { id },
      { ...given({ ...texts, ...dates }), updatedAt: () => 'now()' },
    );
    return tx.findOneByOrFail(AnnouncementEntity, { id });
  }

  async withdraw(tx: EntityManager, id: string): Promise<AnnouncementRow> {
    await tx.update(AnnouncementEntity, { id }, { withdrawnAt: () => 'now()', updatedAt: () => 'now()' });
    return tx.findOneByOrFail(AnnouncementEntity, { id });
  }

  someDue(): Promise<boolean> {
    return this.announcements.existsBy({
      publishedAt: IsNull(),
      withdrawnAt: IsNull(),
      publishAt: PAST,
    });
  }

  /** Marks due announcements as published. @returns them, earliest first */
  publishDue(tx: EntityManager): Promise<AnnouncementRow[]> {
    return publishDue(tx);
  }
}
