import { Body, Controller, Delete, Get, HttpCode, Res } from '@nestjs/common';
import { type AccountExport, accountExportSchema, deleteAccountSchema } from '@sunday-live/contract';
import type { Response } from 'express';
import type { z } from 'zod';
import { SignedIn, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../auth/session-player.js';
import { AccountExportService } from './account-export.service.js';
import { AccountRemovalService } from './account-removal.service.js';

@Controller('api/me')
@SignedIn()
export class AccountController {
  constructor(
    private readonly exports: AccountExportService,
    private readonly removals: AccountRemovalService,
  ) {}

  @Get('export')
  @ApiRoute({
    summary: 'All data about me, as a file',
    response: accountExportSchema,
    errors: ['unauthenticated'],
  })
  async export(
    @CurrentPlayer() player: SessionPlayer,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccountExport> {
    const everything = await this.exports.of(player);
    response.setHeader('Content-Disposition', 'attachment; filename="sunday-live.json"');
    return everything;
  }

  @Delete()
  @HttpCode(204)
  @ApiRoute({
    summary: 'Delete my account with cards and memberships',
    body: deleteAccountSchema,
    status: 204,
    errors: ['unauthenticated', 'wrong-password', 'invalid-input', 'last-admin', 'too-many-requests'],
  })
  remove(
    @CurrentPlayer() player: SessionPlayer,
    @Body(new ZodPipe(deleteAccountSchema)) { password }: z.infer<typeof deleteAccountSchema>,
  ): Promise<void> {
    return this.removals.remove(player, password);
  }
}
