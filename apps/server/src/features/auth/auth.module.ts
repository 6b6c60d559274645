import { Global, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { InstallationEntity } from '../../platform/database/installation.entity.js';
import { AccessGuard, AdminRight, SessionRenewal } from './access.guard.js';
import { AccountAdmin } from './account-admin.service.js';
import { AccountMails } from './account-mails.js';
import { AuthController } from './auth.controller.js';
import { Auth } from './auth.js';
import { AuthGateway } from './auth-gateway.js';
import { AuthLimits } from './auth-limits.js';
import { DemoController } from './demo.controller.js';
import { EmailChangeController } from './email-change.controller.js';
import { EmailChangeService } from './email-change.service.js';
import { NewSessions } from './new-sessions.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { HashingQueue, PasswordCheck } from './password.js';
import { PlayerAccounts, PlayerChanges } from './player-accounts.js';
import { ProfileController } from './profile.controller.js';
import { ProfileService } from './profile.service.js';
import { RegistrationController } from './registration.controller.js';
import { Registration, SignUpAnswer } from './registration.js';
import { ScorerRight } from './scorer-right.js';
import { SecondFactorRotation } from './second-factor-rotation.js';
import { SessionService } from './session.service.js';
import { SessionEvents, SessionRetention } from './session-ended.js';
import { SessionsController } from './sessions.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { AccountEntity, OneTimeTokenEntity, SessionEntity, UserEntity } from './user.entity.js';

/** Accounts, sessions, and access to routes. Global, because every feature needs the signed-in player. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([
      AccountEntity,
      InstallationEntity,
      OneTimeTokenEntity,
      SessionEntity,
      UserEntity,
    ]),
  ],
  controllers: [
    AuthController,
    DemoController,
    EmailChangeController,
    ProfileController,
    RegistrationController,
    SessionsController,
    UnsubscribeController,
  ],
  providers: [
    AccountAdmin,
    AccountMails,
    AdminRight,
    Auth,
    AuthGateway,
    AuthLimits,
    EmailChangeService,
    HashingQueue,
    NewSessions,
    OneTimeTokens,
    PasswordCheck,
    PlayerAccounts,
    PlayerChanges,
    ProfileService,
    Registration,
    ScorerRight,
    SecondFactorRotation,
    SessionEvents,
    SessionRenewal,
    SessionRetention,
    SessionService,
    SignUpAnswer,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    AccountAdmin,
    AccountMails,
    AdminRight,
    PasswordCheck,
    PlayerAccounts,
    PlayerChanges,
    ProfileService,
    Registration,
    ScorerRight,
    SessionEvents,
    SessionService,
  ],
})
export class AuthModule implements OnApplicationBootstrap {
  constructor(
    private readonly accounts: PlayerAccounts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.admin !== null) await this.accounts.ensureAdmin(this.config.admin);
  }
}
