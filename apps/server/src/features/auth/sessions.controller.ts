import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { type Session, sessionsSchema } from '@sunday-live/contract';
import { SignedIn } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { SessionService } from './session.service.js';
import { CurrentPlayer, type SessionPlayer } from './session-player.js';

@Controller('api/me/sessions')
@SignedIn()
export class SessionsController {
  constructor(private readonly sessions: SessionService) {}

  @Get()
  @ApiRoute({
    summary: 'Where I am signed in, this session first',
    response: sessionsSchema,
    errors: ['unauthenticated'],
  })
  list(@CurrentPlayer() player: SessionPlayer): Promise<Session[]> {
    return this.sessions.of(player);
  }

  @Delete()
  @HttpCode(204)
  @ApiRoute({ summary: 'Sign out everywhere, here too', status: 204, errors: ['unauthenticated'] })
  endAll(@CurrentPlayer() player: SessionPlayer): Promise<void> {
    return this.sessions.endAll(player.id);
  }

  @Delete(':session')
  @HttpCode(204)
  @ApiRoute({ summary: 'Sign out of one session', status: 204, errors: ['unauthenticated', 'not-found'] })
  end(@CurrentPlayer() player: SessionPlayer, @Param('session') session: string): Promise<void> {
    return this.sessions.end(session, player.id);
  }
}
