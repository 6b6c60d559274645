import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { changeEmailSchema, confirmEmailSchema } from '@sunday-live/contract';
import type { z } from 'zod';
import { Public, SignedIn, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { EmailChangeService } from './email-change.service.js';
import { CurrentPlayer, type SessionPlayer } from './session-player.js';

@Controller('api')
export class EmailChangeController {
  constructor(private readonly changes: EmailChangeService) {}

  @Post('me/email')
  @SignedIn()
  @HttpCode(204)
  @ApiRoute({
    summary: 'Ask for another email address; a link goes to the new one',
    body: changeEmailSchema,
    status: 204,
    errors: ['unauthenticated', 'wrong-password', 'invalid-input', 'too-many-requests'],
  })
  ask(
    @CurrentPlayer() player: SessionPlayer,
    @Body(new ZodPipe(changeEmailSchema)) { email, password }: z.infer<typeof changeEmailSchema>,
  ): Promise<void> {
    return this.changes.ask(player, email, password);
  }

  /** Public, because the email may be read on another device. */
  @Post('email-confirmation')
  @Public()
  @HttpCode(204)
  @ApiRoute({
    summary: 'Put the new email address in force, by the token of the link',
    body: confirmEmailSchema,
    status: 204,
    errors: ['invalid-input', 'link-not-valid'],
  })
  confirm(
    @Body(new ZodPipe(confirmEmailSchema)) { token }: z.infer<typeof confirmEmailSchema>,
  ): Promise<void> {
    return this.changes.confirm(token);
  }
}
