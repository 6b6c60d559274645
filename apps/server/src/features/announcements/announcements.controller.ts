import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  type Announcement,
  type AnnouncementChange,
  type AnnouncementReach,
  announcementChangeSchema,
  announcementReachSchema,
  announcementSchema,
  announcementsSchema,
  type NewAnnouncement,
  newAnnouncementSchema,
  type WrittenAnnouncement,
  writtenAnnouncementsSchema,
} from '@sunday-live/contract';
import { z } from 'zod';
import { Audited, type Author, By } from '../../platform/audit/author.js';
import { AdminOnly, SignedIn, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../auth/session-player.js';
import { AnnouncementsService } from './announcements.service.js';

/** Absent: everybody. */
const reachQuery = z.object({ league: z.string().min(1).max(64).optional() });
const recentQuery = z.object({ history: z.enum(['true', 'false']).default('false') });

@Controller('api')
export class AnnouncementsController {
  constructor(private readonly announcements: AnnouncementsService) {}

  @Get('announcements')
  @SignedIn()
  @ApiRoute({
    summary: 'Recent announcements; `history=true` lists what has expired, too',
    query: recentQuery,
    response: announcementsSchema,
    errors: ['invalid-input'],
  })
  recent(
    @CurrentPlayer() player: SessionPlayer,
    @Query(new ZodPipe(recentQuery)) { history }: z.infer<typeof recentQuery>,
  ): Promise<Announcement[]> {
    return this.announcements.recent(player.id, history === 'true');
  }

  @Get('admin/announcements')
  @AdminOnly()
  @ApiRoute({
    summary: 'Every announcement, also what is to come or was withdrawn',
    response: writtenAnnouncementsSchema,
  })
  all(): Promise<WrittenAnnouncement[]> {
    return this.announcements.ofDesk(null);
  }

  @Get('admin/announcements/reach')
  @AdminOnly()
  @ApiRoute({
    summary: 'How many an announcement would reach by email now; without `league`, of everybody',
    query: reachQuery,
    response: announcementReachSchema,
    errors: ['invalid-input'],
  })
  reach(@Query(new ZodPipe(reachQuery)) { league }: z.infer<typeof reachQuery>): Promise<AnnouncementReach> {
    return this.announcements.reach(league ?? null);
  }

  @Post('admin/announcements')
  @AdminOnly()
  @Audited('announcement.post')
  @ApiRoute({
    summary: 'Announce something live, to everybody or to one league',
    status: 201,
    body: newAnnouncementSchema,
    response: announcementSchema,
    errors: ['invalid-input', 'not-found'],
  })
  create(
    @By() author: Author,
    @Body(new ZodPipe(newAnnouncementSchema)) input: NewAnnouncement,
  ): Promise<Announcement> {
    return this.announcements.create(author, input);
  }

  @Patch('admin/announcements/:id')
  @AdminOnly()
  @Audited('announcement.change')
  @ApiRoute({
    summary: 'Change an announcement',
    body: announcementChangeSchema,
    response: announcementSchema,
    errors: ['conflict', 'invalid-input', 'not-found'],
  })
  change(
    @By() author: Author,
    @Param('id') id: string,
    @Body(new ZodPipe(announcementChangeSchema)) change: AnnouncementChange,
  ): Promise<Announcement> {
    return this.announcements.change(author, null, id, change);
  }

  @Delete('admin/announcements/:id')
  @AdminOnly()
  @Audited('announcement.withdraw')
  @HttpCode(204)
  @ApiRoute({ summary: 'Take an announcement down', status: 204, errors: ['not-found'] })
  withdraw(@By() author: Author, @Param('id') id: string): Promise<void> {
    return this.announcements.withdraw(author, null, id);
  }
}
