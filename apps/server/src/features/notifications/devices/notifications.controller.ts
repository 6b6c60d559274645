import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  type PushChoices,
  type PushSettings,
  pushChoicesSchema,
  pushSettingsSchema,
  type RegisterPushDevice,
  registerPushDeviceSchema,
} from '@sunday-live/contract';
import { SignedIn, ZodPipe } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../../auth/session-player.js';
import { NotificationsService } from './notifications.service.js';

@SignedIn()
@Controller('api/me/push')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @ApiRoute({ summary: 'My notifications: kinds and devices', response: pushSettingsSchema })
  settings(@CurrentPlayer() player: SessionPlayer): Promise<PushSettings> {
    return this.notifications.settings(player.id);
  }

  @Put('choices')
  @ApiRoute({
    summary: 'Choose what I am notified of',
    body: pushChoicesSchema,
    response: pushSettingsSchema,
    errors: ['invalid-input', 'not-found'],
  })
  choose(
    @CurrentPlayer() player: SessionPlayer,
    @Body(new ZodPipe(pushChoicesSchema)) choices: PushChoices,
  ): Promise<PushSettings> {
    return this.notifications.choose(player.id, choices);
  }

  @Put('devices')
  @ApiRoute({
    summary: 'Notify this device, or tell its TV delay anew',
    body: registerPushDeviceSchema,
    response: pushSettingsSchema,
    errors: ['invalid-input', 'push-service-unknown', 'conflict', 'too-many-requests'],
  })
  register(
    @CurrentPlayer() player: SessionPlayer,
    @Body(new ZodPipe(registerPushDeviceSchema)) device: RegisterPushDevice,
  ): Promise<PushSettings> {
    return this.notifications.register(player, device);
  }

  @Delete('devices/:device')
  @HttpCode(204)
  @ApiRoute({ summary: 'Notify a device no more', status: 204, errors: ['not-found'] })
  remove(@CurrentPlayer() player: SessionPlayer, @Param('device') device: string): Promise<void> {
    return this.notifications.remove(player.id, device);
  }

  @Post('devices/:device/test')
  @HttpCode(202)
  @ApiRoute({
    summary: 'Send a notification to try a device out',
    status: 202,
    errors: ['not-found', 'conflict', 'too-many-requests'],
  })
  test(@CurrentPlayer() player: SessionPlayer, @Param('device') device: string): Promise<void> {
    return this.notifications.test(player.id, device);
  }
}
