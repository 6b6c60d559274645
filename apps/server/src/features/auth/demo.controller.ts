import { Controller, Get, Inject } from '@nestjs/common';
import { type DemoAccounts, demoAccountsSchema } from '@sunday-live/contract';
import { CONFIG, type Config } from '../../config/config.js';
import { Public } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { DEMO_ACCOUNTS } from './player-accounts.js';

@Controller('api/demo')
export class DemoController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  @Public()
  @ApiRoute({ summary: 'Sign-ins offered by the demo; none elsewhere', response: demoAccountsSchema })
  accounts(): DemoAccounts {
    return { accounts: this.config.demo ? DEMO_ACCOUNTS : [] };
  }
}
