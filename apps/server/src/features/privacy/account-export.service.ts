import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { AccountExport } from '@sunday-live/contract';
import type { Repository } from 'typeorm';
import { Clock } from '../../platform/async/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { AnnouncementsService } from '../announcements/announcements.service.js';
import { ProfileService } from '../auth/profile.service.js';
import { SessionService } from '../auth/session.service.js';
import type { SessionPlayer } from '../auth/session-player.js';
import { UserEntity } from '../auth/user.entity.js';
import { CardsService } from '../cards/cards.service.js';
import { ReceiptsService } from '../cards/receipts/receipts.service.js';
import { LeaguesService } from '../leagues/leagues.service.js';
import { NotificationsService } from '../notifications/devices/notifications.service.js';
import { ReportsService } from '../reports/reports.service.js';

/** Collects all data about a player, without secrets (passwords, tokens, second factor). */
@Injectable()
export class AccountExportService {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly profiles: ProfileService,
    private readonly sessions: SessionService,
    private readonly cards: CardsService,
    private readonly leagues: LeaguesService,
    private readonly announcements: AnnouncementsService,
    private readonly notifications: NotificationsService,
    private readonly receipts: ReceiptsService,
    private readonly reports: ReportsService,
    private readonly mails: MailOutbox,
    private readonly clock: Clock,
  ) {}

  async of(player: SessionPlayer): Promise<AccountExport> {
    const account = await this.users.findOneBy({ id: player.id });
    if (account === null) throw new AppError('unauthenticated');
    const { choices, devices } = await this.notifications.settings(player.id);
    const profile = await this.profiles.read(player.id);
    return {
      exportedAt: this.clock.now().toISOString(),
      profile: { ...profile, n: player.n, createdAt: account.createdAt.toISOString() },
      cards: await this.cards.all(player.id),
      leagues: await this.leagues.mine(player),
      sessions: await this.sessions.of(player),
      announcements: await this.announcements.writtenBy(player.id),
      notifications: { choices, devices },
      ...(await this.receipts.ofPlayer(player.id)),
      reports: await this.reports.mine(player.id, Number.MAX_SAFE_INTEGER),
      emails: await this.mails.sentTo(player.id),
    };
  }
}
