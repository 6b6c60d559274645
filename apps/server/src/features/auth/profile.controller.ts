import { Body, Controller, Get, Patch } from '@nestjs/common';
import { type Me, meSchema, type UpdateMe, updateMeSchema } from '@sunday-live/contract';
import { SignedIn, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { ProfileService } from './profile.service.js';
import { CurrentPlayer, type SessionPlayer } from './session-player.js';

@Controller('api/me')
@SignedIn()
export class ProfileController {
  constructor(private readonly profiles: ProfileService) {}

  @Get()
  @ApiRoute({ summary: 'My profile', response: meSchema, errors: ['unauthenticated'] })
  read(@CurrentPlayer() player: SessionPlayer): Promise<Me> {
    return this.profiles.read(player.id);
  }

  @Patch()
  @ApiRoute({
    summary: 'Change my profile',
    body: updateMeSchema,
    response: meSchema,
    errors: ['unauthenticated', 'invalid-input'],
  })
  change(
    @CurrentPlayer() player: SessionPlayer,
    @Body(new ZodPipe(updateMeSchema)) change: UpdateMe,
  ): Promise<Me> {
    return this.profiles.change(player.id, change);
  }
}
