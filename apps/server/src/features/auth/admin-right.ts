import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SessionService } from './session.service.js';
import type { SessionPlayer } from './session-player.js';

/** Decides whether a player may act as an admin now. */
@Injectable()
export class AdminRight {
  constructor(
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws AppError `forbidden`, `admin-mfa-required` */
  async demand({ id, role }: Pick<SessionPlayer, 'id' | 'role'>): Promise<void> {
    if (role !== 'admin') throw new AppError('forbidden');
    if (this.config.adminMfa === 'required' && !(await this.sessions.hasSecondFactor(id))) {
      throw new AppError('admin-mfa-required');
    }
  }

  /** Checks the right again during long work, by the session of its request. @throws AppError also `unauthenticated` */
  async demandStill(headers: IncomingHttpHeaders): Promise<void> {
    const player = await this.sessions.fromHeaders(headers);
    if (player === null) throw new AppError('unauthenticated');
    await this.demand(player);
  }
}
