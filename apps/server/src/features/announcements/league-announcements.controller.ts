import { Body, Controller, Delete, Get, HttpCode, Injectable, Param, Patch, Post } from '@nestjs/common';
import {
  type Announcement,
  type AnnouncementChange,
  type AnnouncementReach,
  announcementChangeSchema,
  announcementReachSchema,
  announcementSchema,
  newLeagueAnnouncementSchema,
  type WrittenAnnouncement,
  writtenAnnouncementsSchema,
} from '@sunday-live/contract';
import { z } from 'zod';
import { Audited, type Author, By } from '../../platform/audit/author.js';
import { SignedIn, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { type Limit, RateLimit } from '../../platform/http/rate-limit.js';
import { CurrentPlayer, type SessionPlayer } from '../auth/session-player.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { AnnouncementsService } from './announcements.service.js';

const HOUR_S = 3600;
const DAY_S = 86_400;

const POSTS: Limit = { what: 'announcement:league', hits: 20, windowSeconds: HOUR_S };
const EMAILS: Limit = { what: 'announcement-email:league', hits: 5, windowSeconds: DAY_S };
/** Counted by account as well, because creating another league is easier than creating another account. */
const EMAILS_OF_PLAYER: Limit = { what: 'announcement-email:player', hits: 10, windowSeconds: DAY_S };

/** Limits announcements of a commissioner to a league, in addition to the class `send` for each account. */
@Injectable()
export class AnnouncementLimits {
  constructor(private readonly limits: RateLimit) {}

  /** @throws AppError `too-many-requests` */
  async beforePosting(league: string, player: string, byEmail: boolean): Promise<void> {
    if (byEmail) {
      await this.limits.hit(EMAILS_OF_PLAYER, player);
      await this.limits.hit(EMAILS, league);
    }
    await this.limits.hit(POSTS, league);
  }
}

type NewLeagueAnnouncement = z.infer<typeof newLeagueAnnouncementSchema>;

/** Announcements of a commissioner to the league. */
@SignedIn()
@Controller('api/leagues/:id/announcements')
export class LeagueAnnouncementsController {
  constructor(
    private readonly announcements: AnnouncementsService,
    private readonly leagues: LeagueDirectory,
    private readonly limits: AnnouncementLimits,
  ) {}

  @Get()
  @ApiRoute({
    summary: 'Everything announced to the league, also what is to come (commissioner)',
    response: writtenAnnouncementsSchema,
    errors: ['forbidden', 'not-found'],
  })
  async list(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') league: string,
  ): Promise<WrittenAnnouncement[]> {
    await this.leagues.demandCommissioner(league, player.id);
    return this.announcements.ofDesk(league);
  }

  @Get('reach')
  @ApiRoute({
    summary: 'How many members an announcement would reach by email now (commissioner)',
    response: announcementReachSchema,
    errors: ['forbidden', 'not-found'],
  })
  async reach(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') league: string,
  ): Promise<AnnouncementReach> {
    await this.leagues.demandCommissioner(league, player.id);
    return this.announcements.reach(league);
  }

  @Post()
  @Audited('league-announcement.post')
  @ApiRoute({
    summary: 'Announce something live to the league (commissioner)',
    status: 201,
    body: newLeagueAnnouncementSchema,
    response: announcementSchema,
    errors: ['forbidden', 'invalid-input', 'not-found', 'too-many-requests'],
  })
  async create(
    @CurrentPlayer() player: SessionPlayer,
    @By() author: Author,
    @Param('id') league: string,
    @Body(new ZodPipe(newLeagueAnnouncementSchema)) input: NewLeagueAnnouncement,
  ): Promise<Announcement> {
    await this.leagues.demandCommissioner(league, player.id);
    await this.limits.beforePosting(league, player.id, input.mail);
    return this.announcements.create(author, { ...input, league });
  }

  @Patch(':announcement')
  @Audited('league-announcement.change')
  @ApiRoute({
    summary: 'Change an announcement to the league (commissioner)',
    body: announcementChangeSchema,
    response: announcementSchema,
    errors: ['conflict', 'forbidden', 'invalid-input', 'not-found'],
  })
  async change(
    @CurrentPlayer() player: SessionPlayer,
    @By() author: Author,
    @Param('id') league: string,
    @Param('announcement') id: string,
    @Body(new ZodPipe(announcementChangeSchema)) change: AnnouncementChange,
  ): Promise<Announcement> {
    await this.leagues.demandCommissioner(league, player.id);
    return this.announcements.change(author, league, id, change);
  }

  @Delete(':announcement')
  @Audited('league-announcement.withdraw')
  @HttpCode(204)
  @ApiRoute({
    summary: 'Take an announcement to the league down (commissioner)',
    status: 204,
    errors: ['forbidden', 'not-found'],
  })
  async withdraw(
    @CurrentPlayer() player: SessionPlayer,
    @By() author: Author,
    @Param('id') league: string,
    @Param('announcement') id: string,
  ): Promise<void> {
    await this.leagues.demandCommissioner(league, player.id);
    await this.announcements.withdraw(author, league, id);
  }
}
